using System.Net;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Wire;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Social;

/// <summary>Posts on LinkedIn by its Posts API; its webhook brings comments and mentions of a company's page.</summary>
internal sealed class LinkedInChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    private const int MaxText = 3_000;

    /// <summary>Of our own: LinkedIn counts pixels, up to 36 million.</summary>
    internal const int MaxImage = 8 * 1_048_576;

    private readonly LinkedInOptions _options;
    private readonly string _authorization;
    private readonly Uri _url;
    private readonly LinkedInWebhook _webhook;
    private readonly LinkedInEvents _events;

    /// <summary>An adapter for one author.</summary>
    public LinkedInChannelAdapter(string account, LinkedInOptions options, HttpClient client, TimeProvider time)
        : base(Channel.LinkedIn, account, options, new("https://api.linkedin.com/"), client, time, answerBytes: MaxImage)
    {
        _options = options;
        _authorization = $"Bearer {options.AccessToken}";
        _url = At("rest/posts");
        _webhook = new(options.ClientSecrets);
        _events = new(options.Author);
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers { get; } = new(
        new AnswerRule { Codes = ["DUPLICATE_POST"], Means = Duplicate, Because = "The same text stands there already." },
        new AnswerRule { Codes = ["NONEXISTENT_VERSION", "VERSION_MISSING", "HTTP 426"], Means = AccountRefused, Because = "LinkedIn has ended this version of its API; set Version to a newer one." },
        new AnswerRule { Codes = ["HTTP 404"], Means = AccountRefused, Because = "LinkedIn knows no such path or author." });

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => OwnPosts.Check(address, _options.Author);

    /// <inheritdoc/>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(_webhook.Answer(request) ?? _events.Read(request.Body));
    }

    /// <inheritdoc/>
    protected override async ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var text = SmsText.Of(message);
        return text.Length is 0 or > MaxText ? AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {text.Length} characters; LinkedIn takes 1 to {MaxText}.")
            : message.Content.Image is { } image ? await WithImageAsync(message, text, image, cancellationToken).ConfigureAwait(false)
            : Versioned(_url, LinkedInPost.Write(_options.Author, LinkedInText.Of(text), null));
    }

    /// <summary>A place is asked for, the bytes are put there, and the post names it.</summary>
    private async ValueTask<BuiltRequest> WithImageAsync(OutgoingMessage message, string text, Uri url, CancellationToken cancellationToken)
    {
        var (image, refused) = await FetchImageAsync(url, MaxImage, cancellationToken).ConfigureAwait(false);
        if (image is null)
        {
            return refused!;
        }

        var place = await AskAsync(Versioned(At("rest/images?action=initializeUpload"), LinkedInPost.Place(_options.Author)), cancellationToken).ConfigureAwait(false);
        if (IdIn(place, "value", "image") is not { } name || OwnUrl(IdIn(place, "value", "uploadUrl")) is not { } uploadTo)
        {
            return Unsent(place, message);
        }

        var upload = await AskAsync(Put(uploadTo, image.Content()), cancellationToken).ConfigureAwait(false);
        return upload.IsSuccess ? Versioned(_url, LinkedInPost.Write(_options.Author, LinkedInText.Of(text), name)) : Unsent(upload, message);
    }

    /// <summary>The token goes to LinkedIn alone.</summary>
    private Uri? OwnUrl(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && ((uri.Scheme == Uri.UriSchemeHttps && uri.Host.EndsWith(".linkedin.com", StringComparison.OrdinalIgnoreCase)) || uri.GetLeftPart(UriPartial.Authority) == new Uri(BaseAddress).GetLeftPart(UriPartial.Authority)) ? uri : null;

    private HttpRequestMessage Put(Uri url, HttpContent content)
    {
        var request = Post(url, content, _authorization);
        request.Method = HttpMethod.Put;
        return request;
    }

    private HttpRequestMessage Versioned(Uri url, HttpContent content)
    {
        var request = Post(url, content, _authorization);
        request.Headers.TryAddWithoutValidation("LinkedIn-Version", _options.Version);
        request.Headers.TryAddWithoutValidation("X-Restli-Protocol-Version", "2.0.0");
        return request;
    }

    /// <summary>201, the post's name in a header, and no body.</summary>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return answer.Status == HttpStatusCode.Created ? ProviderAnswer.Accepted(answer.Header("x-restli-id") ?? answer.Header("x-linkedin-id")) : ProviderAnswer.Unreadable;
        }

        using var json = WireJson.Parse(answer.Body);
        return ProviderAnswer.Refused([.. json.RootElement.Get("errorDetails").Get("inputErrors").Items().Select(error => error.Text("code")), json.RootElement.Text("code")]);
    }
}
