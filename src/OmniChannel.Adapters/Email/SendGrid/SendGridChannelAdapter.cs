using System.Globalization;
using System.Net;
using System.Text;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>E-mail by Twilio SendGrid's v3 API; its event webhook brings the receipts, its Inbound Parse webhook what people answer.</summary>
internal sealed class SendGridChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    /// <summary>SendGrid parses mails of 30 MB and less; their texts stand in the form once more.</summary>
    private const int MaxMailBytes = 40 * 1_048_576;

    /// <summary>SendGrid tries for three days to hand a mail over.</summary>
    private static readonly TimeSpan MailTolerance = TimeSpan.FromHours(73);

    private readonly SendGridOptions _options;
    private readonly string _authorization;
    private readonly Uri _url;
    private readonly EcdsaSignature _signature;
    private readonly Freshness _freshness;
    private readonly Freshness _mailFreshness;

    /// <summary>An adapter for one account.</summary>
    public SendGridChannelAdapter(string account, SendGridOptions options, HttpClient client, TimeProvider time)
        : base(Channel.Email, account, options, new("https://api.sendgrid.com/"), client, time, dialect: RetryAfterDialect.ResetAtEpoch)
    {
        _options = options;
        _authorization = $"Bearer {options.ApiKey}";
        _url = At("v3/mail/send");
        _signature = new(options.WebhookKeys);
        _freshness = new(time, options.WebhookTolerance);
        _mailFreshness = new(time, options.WebhookTolerance > MailTolerance ? options.WebhookTolerance : MailTolerance);
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => SendGridAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => EmailAddress.Check(address);

    /// <inheritdoc/>
    public int MaxBodyBytes => _options.WebhookKeys.Count > 0 ? MaxMailBytes : WebhookRequest.MaxBodyBytes;

    /// <summary>Events come as JSON, mails as a form; both are signed alike, each by a key of its own.</summary>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var timestamp = request.Header("X-Twilio-Email-Event-Webhook-Timestamp");
        var type = request.Header("Content-Type");
        var isMail = MultipartForm.Is(type);
        return new(
            timestamp is not { Length: > 0 and < 20 } || !_signature.Matches(request.Header("X-Twilio-Email-Event-Webhook-Signature"), Encoding.UTF8.GetBytes(timestamp), request.Body.Span) ? InboundReading.Refused(InboundRefusal.BadSignature)
            : !(isMail ? _mailFreshness : _freshness).AcceptsSeconds(timestamp) ? InboundReading.Refused(InboundRefusal.TooOld)
            : isMail ? SendGridMailIn.Read(type, request.Body, DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture)))
            : SendGridEvents.Read(request.Body));
    }

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        new(EmailApi.Refuse(message, needsSubject: true) is { } refused ? refused : Post(_url, SendGridMail.Write(message, _options), _authorization));

    /// <summary>202 and no body is the yes; sandbox mode says 200. Any other 2xx is somebody else's.</summary>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        if (answer.IsSuccess)
        {
            var id = answer.Header("X-Message-Id");
            return answer.Status == HttpStatusCode.Accepted || (id is not null || _options.Sandbox) && answer.Status == HttpStatusCode.OK ? ProviderAnswer.Accepted(id) : ProviderAnswer.Unreadable;
        }

        using var json = WireJson.Parse(answer.Body);
        return ProviderAnswer.Refused([.. json.RootElement.Get("errors").Items().Select(error => error.Text("field"))]);
    }
}
