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

    private readonly LinkedInOptions _options;
    private readonly string _authorization;
    private readonly Uri _url;
    private readonly LinkedInWebhook _webhook;
    private readonly LinkedInEvents _events;

    /// <summary>An adapter for one author.</summary>
    public LinkedInChannelAdapter(string account, LinkedInOptions options, HttpClient client, TimeProvider time)
        : base(Channel.LinkedIn, account, options, new("https://api.linkedin.com/"), client, time)
    {
        _options = options;
        _authorization = $"Bearer {options.AccessToken}";
        _url = At("rest/posts");
        _webhook = new(options.ClientSecrets);
        _events = new(options.Author);
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers { get; } = new(
        new AnswerRule { Codes = ["DUPLICATE_POST"], Means = Accepted, Because = "The same text stands there already." },
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
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var text = SmsText.Of(message);
        if (text.Length is 0 or > MaxText)
        {
            return new(AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {text.Length} characters; LinkedIn takes 1 to {MaxText}."));
        }

        var request = Post(_url, Body(LinkedInText.Of(text)), _authorization);
        request.Headers.TryAddWithoutValidation("LinkedIn-Version", _options.Version);
        request.Headers.TryAddWithoutValidation("X-Restli-Protocol-Version", "2.0.0");
        return new(request);
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

    private HttpContent Body(string commentary) => WireJson.Content(json =>
    {
        json.WriteStartObject();
        json.WriteString("author", _options.Author);
        json.WriteString("commentary", commentary);
        json.WriteString("visibility", "PUBLIC");
        json.WriteStartObject("distribution");
        json.WriteString("feedDistribution", "MAIN_FEED");
        json.WriteStartArray("targetEntities");
        json.WriteEndArray();
        json.WriteStartArray("thirdPartyDistributionChannels");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("lifecycleState", "PUBLISHED");
        json.WriteBoolean("isReshareDisabledByAuthor", false);
        json.WriteEndObject();
    });
}
