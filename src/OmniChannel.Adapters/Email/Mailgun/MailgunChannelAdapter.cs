using System.Text;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>E-mail by Mailgun; its webhooks bring the receipts, its routes what people answer.</summary>
internal sealed class MailgunChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    /// <summary>Mailgun stops calling about an event that is answered so, and comes again for hours after anything else but 200.</summary>
    private const int NeverAgain = 406;

    /// <summary>Mailgun takes mails of 25 MB; what is in them may stand in the form more than once.</summary>
    private const int MaxMailBytes = 40 * 1_048_576;

    private static readonly string[] Parameters = ["to", "from", "h:reply-to"];

    private readonly MailgunOptions _options;
    private readonly string _authorization;
    private readonly Uri _url;
    private readonly WireMultipart _multipart = new();
    private readonly MailgunSignature _signature;

    /// <summary>An adapter for one account.</summary>
    public MailgunChannelAdapter(string account, MailgunOptions options, HttpClient client, TimeProvider time)
        : base(Channel.Email, account, options, new("https://api.mailgun.net/"), client, time, dialect: RetryAfterDialect.ResetAtEpoch)
    {
        _options = options;
        _authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"api:{options.ApiKey}"))}";
        _url = At($"v3/{Uri.EscapeDataString(options.Domain)}/messages");
        _signature = new(options.WebhookKeys, time, options.WebhookTolerance);
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => MailgunAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => EmailAddress.Check(address);

    /// <inheritdoc/>
    public int MaxBodyBytes => _options.WebhookKeys.Count > 0 ? MaxMailBytes : WebhookRequest.MaxBodyBytes;

    /// <summary>Events come as JSON, mails as one of the two kinds of form. A wrong signature is answered in the usual way: where it is our key that is wrong, the call comes again while that is mended.</summary>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(MailgunForm.Is(request.Header("Content-Type")) ? Mail(request) : Event(request));
    }

    private InboundReading Event(WebhookRequest request)
    {
        var call = MailgunCall.Read(request.Body.Span);
        return Judged(_signature.Judge(call.Timestamp, call.Token, call.Signature, () => BodyHash.Of(request.Body.Span))) ?? MailgunEvents.Read(call.Happened);
    }

    private InboundReading Mail(WebhookRequest request) =>
        MailgunForm.Read(request.Header("Content-Type"), request.Body) is not { } form ? InboundReading.Refused(InboundRefusal.Malformed)
        : Judged(_signature.Judge(form.Text("timestamp"), form.Text("token"), form.Text("signature"), form.Hash)) ?? MailgunMailIn.Read(form, _options.Domain);

    private static InboundReading? Judged(InboundRefusal? refusal) => refusal switch
    {
        null => null,
        InboundRefusal.TooOld => InboundReading.Refused(InboundRefusal.TooOld) with { RefusalStatus = NeverAgain },
        { } other => InboundReading.Refused(other),
    };

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        new(EmailApi.Refuse(message) is { } refused ? refused : Post(_url, MailgunMail.Write(message, _options, _multipart), _authorization));

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        using var json = WireJson.Parse(answer.Body);
        return answer.IsSuccess
            ? json.RootElement.Text("id") is { Length: > 0 } id ? ProviderAnswer.Accepted(id) : ProviderAnswer.Unreadable
            : ProviderAnswer.Refused(ParameterIn(json.RootElement.Text("message")));
    }

    /// <summary>"'to' parameter is not a valid address. please check documentation": the one thing that is told by words alone.</summary>
    private static string? ParameterIn(string? words) =>
        words?.Contains("parameter is not a valid address", StringComparison.OrdinalIgnoreCase) == true
            ? Array.Find(Parameters, name => words.Replace("'", "", StringComparison.Ordinal).StartsWith($"{name} ", StringComparison.OrdinalIgnoreCase))
            : null;
}
