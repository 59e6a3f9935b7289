using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Accounts;

/// <summary>The adapter of an account whose options are <see cref="HttpAccountOptions"/>: what is left to the provider's class is its request, its answer and its table.</summary>
internal abstract class HttpAccountAdapter : HttpChannelAdapter, IMarketingAccount, IOptOutScope
{
    /// <param name="channel">The channel it sends on.</param>
    /// <param name="account">The account's name.</param>
    /// <param name="options">Its options, without a problem.</param>
    /// <param name="provider">Where the provider is usually called; ends in a slash.</param>
    /// <param name="client">A client behind the gate that the options ask for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="owner">Whose the called URL is.</param>
    /// <param name="dialect">How the provider says when to come again; null for Retry-After alone.</param>
    /// <param name="answerBytes">How much of an answer is read.</param>
    protected HttpAccountAdapter(Channel channel, string account, HttpAccountOptions options, Uri provider, HttpClient client, TimeProvider time, EndpointOwner owner = EndpointOwner.Account, IReadOnlyList<RetryAfterRule>? dialect = null, int answerBytes = 65_536)
        : base(Settings(channel, account, options, owner, dialect ?? RetryAfterDialect.Standard, answerBytes), client, time)
    {
        var address = (options.BaseAddress ?? provider).AbsoluteUri;
        BaseAddress = address.EndsWith('/') ? address : address + "/";
        MaySendMarketing = options.MaySendMarketing;
        OptOutScope = options.OptOutScope;
    }

    /// <inheritdoc/>
    public bool MaySendMarketing { get; }

    /// <inheritdoc/>
    public string? OptOutScope { get; }

    /// <inheritdoc/>
    public Uri? FallbackBaseUri => null;

    /// <summary>Where the provider is called; ends in a slash.</summary>
    protected string BaseAddress { get; }

    /// <summary>A place below the provider's address; made once where every message goes to the same one.</summary>
    /// <param name="path">Without a slash in front; whatever comes from outside is escaped by <see cref="Uri.EscapeDataString(string)"/>.</param>
    protected Uri At(string path) => new(BaseAddress + path);

    /// <summary>A POST.</summary>
    /// <param name="url">Where to, by <see cref="At"/>.</param>
    /// <param name="content">The body.</param>
    /// <param name="authorization">The whole value of the Authorization header, "Bearer …"; null for none. One line of visible text, which goes out as it stands.</param>
    protected static HttpRequestMessage Post(Uri url, HttpContent content, string? authorization = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return request;
    }

    /// <summary>Fetches the image of a post under the rules of every call: https, no private network, no redirect.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="maxBytes">How large it may be; not more than the account reads of an answer.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The image, or why there is none.</returns>
    protected async ValueTask<(FetchedImage? Image, AttemptOutcome? Refused)> FetchImageAsync(Uri url, int maxBytes, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(new HttpRequestMessage(HttpMethod.Get, url), cancellationToken).ConfigureAwait(false);
        var status = ((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return !answer.IsSuccess ? (null, (int)answer.Status is 408 or 425 or 429 or >= 500 ? AttemptOutcome.NotSent(AttemptFault.Provider, status, "The image cannot be fetched now.", answer.RetryAfter) : AttemptOutcome.Rejected(AttemptFault.Message, status, "The image cannot be fetched from its URL."))
            : answer.Body.Length > maxBytes || (!answer.IsBodyComplete && answer.Body.Length == maxBytes) ? (null, AttemptOutcome.Rejected(AttemptFault.Message, null, $"The image has more than {maxBytes} bytes."))
            : !answer.IsBodyComplete ? (null, AttemptOutcome.NotSent(AttemptFault.Provider, null, "The image broke off."))
            : FetchedImage.TypeOf(answer.Body.Span) is { } type ? (new FetchedImage { Bytes = answer.Body, Type = type }, null)
            : (null, AttemptOutcome.Rejected(AttemptFault.Message, null, "What is at the image's URL is no JPEG, PNG, GIF or WebP."));
    }

    /// <summary>What a step before the send means that was refused or came to nothing: by the provider's table, but for sure nothing was sent.</summary>
    protected AttemptOutcome Unsent(HttpAnswer answer, OutgoingMessage message)
    {
        try
        {
            return Classify(answer, message) is { Result: AttemptResult.Rejected or AttemptResult.NotSent } said ? said : Nothing(answer);
        }
        catch (System.Text.Json.JsonException)
        {
            return Nothing(answer);
        }
    }

    /// <summary>What an answer that says yes to a step before the send calls its thing; null for anything else.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="path">The members that lead there; "id" where none are named.</param>
    protected static string? IdIn(HttpAnswer answer, params ReadOnlySpan<string> path)
    {
        try
        {
            using var json = WireJson.Parse(answer.Body);
            var found = json.RootElement.Get("error").ValueKind == System.Text.Json.JsonValueKind.Undefined ? json.RootElement : default;
            foreach (var name in path.IsEmpty ? ["id"] : path)
            {
                found = found.Get(name);
            }

            return answer.IsSuccess && found.Text() is { Length: > 0 } id ? id : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static AttemptOutcome Nothing(HttpAnswer answer) =>
        AttemptOutcome.NotSent(AttemptFault.Provider, ((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture), "The step before the send came to nothing.", answer.RetryAfter);

    private static HttpChannelSettings Settings(Channel channel, string account, HttpAccountOptions options, EndpointOwner owner, IReadOnlyList<RetryAfterRule> dialect, int answerBytes) => new()
    {
        Channel = channel,
        Account = account,
        Timeout = options.Timeout,
        AllowPrivateNetworks = options.AllowPrivateNetworks,
        EndpointOwner = owner,
        RetryAfter = dialect,
        MaxAnswerBytes = answerBytes,
        Meanings = options.Outcomes.AsReadOnly(),
    };
}
