using System.Net.Http.Headers;
using System.Text;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>E-mail by Mailgun; its webhooks bring the receipts.</summary>
internal sealed class MailgunChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    /// <summary>Mailgun stops calling about an event that is answered so, and comes again for hours after anything else but 200.</summary>
    private const int NeverAgain = 406;

    private static readonly string[] Parameters = ["to", "from", "h:reply-to"];

    private readonly MailgunOptions _options;
    private readonly AuthenticationHeaderValue _authorization;
    private readonly MailgunSignature _signature;

    /// <summary>An adapter for one account.</summary>
    public MailgunChannelAdapter(string account, MailgunOptions options, HttpClient client, TimeProvider time)
        : base(Channel.Email, account, options, new("https://api.mailgun.net/"), client, time, dialect: RetryAfterDialect.ResetAtEpoch)
    {
        _options = options;
        _authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"api:{options.ApiKey}")));
        _signature = new(options.WebhookKeys, time, options.WebhookTolerance);
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => MailgunAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => EmailAddress.Check(address);

    /// <summary>A wrong signature is answered in the usual way: where it is our key that is wrong, the event comes again while that is mended.</summary>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var json = WireJson.Parse(request.Body);
        return new(_signature.Judge(json.RootElement.Get("signature"), request.Body.Span) switch
        {
            null => MailgunEvents.Read(json.RootElement.Get("event-data")),
            InboundRefusal.TooOld => InboundReading.Refused(InboundRefusal.TooOld) with { RefusalStatus = NeverAgain },
            { } refusal => InboundReading.Refused(refusal),
        });
    }

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        new(EmailApi.Refuse(message) is { } refused ? refused : Post($"v3/{Uri.EscapeDataString(_options.Domain)}/messages", MailgunMail.Write(message, _options), _authorization));

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
