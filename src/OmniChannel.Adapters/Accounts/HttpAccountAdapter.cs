using OmniChannel.Delivery;

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
