using System.Globalization;
using System.Text;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Sms;

/// <summary>Text messages by Twilio's API 2010-04-01; its callbacks bring receipts, answers and opt-outs.</summary>
internal sealed class TwilioChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    private const int MaxBody = 1_600;
    private const int MaxValidity = 36_000;

    private readonly TwilioOptions _options;
    private readonly string _authorization;
    private readonly Uri _url;
    private readonly TwilioSignature _signature;

    /// <summary>An adapter for one account.</summary>
    public TwilioChannelAdapter(string account, TwilioOptions options, HttpClient client, TimeProvider time)
        : base(Channel.Sms, account, options, new("https://api.twilio.com/"), client, time)
    {
        _options = options;
        var credentials = options.ApiKeySid is { Length: > 0 } key ? $"{key}:{options.ApiKeySecret}" : $"{options.AccountSid}:{options.AuthTokens[0]}";
        _authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}";
        _url = At($"2010-04-01/Accounts/{options.AccountSid}/Messages.json");
        _signature = new(options.AuthTokens);
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => TwilioAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => SmsText.CheckNumber(address);

    /// <inheritdoc/>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var isForm = request.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        var form = isForm ? WireForm.Read(request.Body.Span) : null;
        return new(
            !_signature.Matches(request, form) ? InboundReading.Refused(InboundRefusal.BadSignature)
            : form?["AccountSid"] is not { } sid ? InboundReading.Refused(InboundRefusal.Malformed)
            : sid != _options.AccountSid ? InboundReading.Refused(InboundRefusal.NotOurs)
            : TwilioCallback.Read(form!, request.Url, Time.GetUtcNow()));
    }

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var text = SmsText.Of(message);
        return new(text.Length is 0 or > MaxBody
            ? AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {text.Length} characters; Twilio takes 1 to {MaxBody}.")
            : Post(_url, Fields(message, text), _authorization));
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        using var json = WireJson.Parse(answer.Body);
        return !answer.IsSuccess ? ProviderAnswer.Refused(json.RootElement.Text("code"))
            : json.RootElement.Text("sid") is not { Length: > 0 } sid ? ProviderAnswer.Unreadable
            : json.RootElement.Text("error_code") is { } code ? ProviderAnswer.Refused(code)
            : json.RootElement.Text("status") is "failed" or "undelivered" or "canceled" ? ProviderAnswer.Refused(json.RootElement.Text("status"))
            : ProviderAnswer.Accepted(sid);
    }

    private HttpContent Fields(OutgoingMessage message, string text) => WireForm.Content(
        ("To", message.Address),
        ("MessagingServiceSid", Given(_options.MessagingServiceSid)),
        ("From", Given(_options.From)),
        ("Body", text),
        ("ValidityPeriod", Validity(message.ExpiresAt - Time.GetUtcNow())),
        ("StatusCallback", CallbackOf(message)));

    private static string? Given(string? option) => string.IsNullOrEmpty(option) ? null : option;

    /// <summary>How long Twilio may keep it, where that is less than the ten hours it keeps everything.</summary>
    private static string? Validity(TimeSpan left) =>
        left.TotalSeconds >= MaxValidity ? null : Math.Max(1, (int)left.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private string? CallbackOf(OutgoingMessage message) => _options.StatusCallback is { } callback
        ? $"{callback.AbsoluteUri}{(callback.Query.Length > 0 ? '&' : '?')}{TwilioCallback.DeliveryField}={Uri.EscapeDataString(message.Delivery.Value)}"
        : null;
}
