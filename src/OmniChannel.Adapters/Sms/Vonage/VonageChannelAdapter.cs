using System.Globalization;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Sms;

/// <summary>Text messages by Vonage's SMS API; its calls bring receipts and what people write.</summary>
internal sealed class VonageChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    private const int MaxReference = 100;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Usual = TimeSpan.FromHours(72);

    private readonly VonageOptions _options;
    private readonly JwtSignature? _token;
    private readonly HmacSignature? _hmac;
    private readonly Freshness _freshness;
    private readonly Uri _url;

    /// <summary>An adapter for one account.</summary>
    public VonageChannelAdapter(string account, VonageOptions options, HttpClient client, TimeProvider time)
        : base(Channel.Sms, account, options, new("https://rest.nexmo.com/"), client, time)
    {
        _options = options;
        _freshness = new(time, Tolerance);
        _url = At("sms/json");
        (_token, _hmac) = options.SignatureSecrets.Count == 0 ? (null, null) : (new JwtSignature(_freshness, options.SignatureSecrets), VonageFields.Hmac(options.SignatureSecrets));
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => VonageAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => SmsText.CheckNumber(address);

    /// <inheritdoc/>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(Judge(request));
    }

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var text = SmsText.Of(message);
        return new(text.Length == 0
            ? AttemptOutcome.Rejected(AttemptFault.Message, null, "The text is empty.")
            : Post(_url, Fields(message, text)));
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        using var json = WireJson.Parse(answer.Body);
        var parts = json.RootElement.Get("messages").Items().ToList();
        var refused = parts.Select(part => part.Text("status")).Where(status => status != "0").ToList();
        return parts.Count == 0 || refused.Contains(null) ? answer.IsSuccess ? ProviderAnswer.Unreadable : ProviderAnswer.ByStatus
            : refused.Count == 0 ? answer.IsSuccess && parts[0].Text("message-id") is { Length: > 0 } id ? ProviderAnswer.Accepted(id) : ProviderAnswer.Unreadable
            : refused.Count < parts.Count ? ProviderAnswer.Refused(VonageAnswers.Partly)
            : ProviderAnswer.Refused(refused);
    }

    /// <summary>A token covers the body by its hash, and nothing else: what stands in the URL beside it is not looked at.</summary>
    private InboundReading Judge(WebhookRequest request)
    {
        var hasToken = request.Header("Authorization") is not null;
        if (_token is null || _hmac is null || (hasToken && request.Body.IsEmpty))
        {
            return InboundReading.Refused(InboundRefusal.BadSignature);
        }

        if (hasToken && _token.Judge(request.Header("Authorization"), request.Body.Span) is { } refusal)
        {
            return InboundReading.Refused(refusal);
        }

        if (VonageFields.Read(request) is not { } fields)
        {
            return InboundReading.Refused(hasToken ? InboundRefusal.Malformed : InboundRefusal.BadSignature);
        }

        return !hasToken && !fields.IsSigned(_hmac) ? InboundReading.Refused(InboundRefusal.BadSignature)
            : !hasToken && !_freshness.AcceptsSeconds(fields["timestamp"]) ? InboundReading.Refused(InboundRefusal.TooOld)
            : fields["api-key"] is { } key && key != _options.ApiKey ? InboundReading.Refused(InboundRefusal.NotOurs)
            : VonageCallback.Read(fields, Time.GetUtcNow());
    }

    private HttpContent Fields(OutgoingMessage message, string text) => WireForm.Content(
        ("api_key", _options.ApiKey),
        ("api_secret", _options.ApiSecret),
        ("from", _options.From),
        ("to", message.Address.TrimStart('+')),
        ("text", text),
        ("type", SmsSegments.Of(text).Encoding == SmsEncoding.Gsm7 ? "text" : "unicode"),
        ("client-ref", message.Delivery.Value.Length <= MaxReference ? message.Delivery.Value : null),
        ("ttl", Lifetime(message.ExpiresAt - Time.GetUtcNow())),
        ("callback", _options.Callback?.AbsoluteUri));

    /// <summary>How long Vonage may try, where that is less than the three days it usually does.</summary>
    private static string? Lifetime(TimeSpan left) =>
        left >= Usual ? null : ((long)(left > Shortest ? left : Shortest).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
