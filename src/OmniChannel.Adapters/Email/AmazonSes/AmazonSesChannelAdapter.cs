using OmniChannel.Accounts;
using OmniChannel.Amazon;
using OmniChannel.Delivery;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>E-mail by the API v2 of Amazon SES; SNS brings the receipts, and what people answer.</summary>
internal sealed class AmazonSesChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    private readonly AmazonSesOptions _options;
    private readonly EmailSender _sender;
    private readonly AmazonSignature _signer;
    private readonly Uri _url;
    private readonly AmazonAccess _access;
    private readonly SnsSignature _signature;

    /// <summary>An adapter for one account.</summary>
    public AmazonSesChannelAdapter(string account, AmazonSesOptions options, HttpClient client, TimeProvider time)
        : base(Channel.Email, account, options, Scope(options).Endpoint("email"), client, time)
    {
        _options = options;
        _sender = EmailSender.OfApi(options);
        _signer = new(Scope(options));
        _url = At("v2/email/outbound-emails");
        _access = new(options.AccessKeyId, options.SecretAccessKey, options.SessionToken, options.CredentialSource);
        _signature = new(options.Topics, time, FetchAsync);
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => AmazonSesAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => EmailAddress.Check(address);

    /// <inheritdoc/>
    public async ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (SnsMessage.Read(request.Body) is not { } message)
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        return await _signature.JudgeAsync(message, cancellationToken).ConfigureAwait(false) is { } refusal ? InboundReading.Refused(refusal)
            : message.Type == "Notification" ? Published(message.Message)
            : InboundReading.Of() with { ConfirmAt = message.Type == "SubscriptionConfirmation" ? message.SubscribeUrl : null };
    }

    /// <inheritdoc/>
    protected override async ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var octets = new PooledBytes();
        if (!EmailComposer.TryCompose(message, _sender, octets, out var mail, out var problem))
        {
            return AttemptOutcome.Rejected(AttemptFault.Message, null, problem);
        }

        if (mail.NeedsSmtpUtf8)
        {
            return EmailAddress.NeedsSmtpUtf8(message.Address)
                ? AttemptOutcome.Rejected(AttemptFault.Message, null, "The recipient's address is not ASCII before its @, and Amazon SES has no SMTPUTF8.")
                : AttemptOutcome.NotSent(AttemptFault.Account, null, "From or ReplyTo is not ASCII before its @, and Amazon SES has no SMTPUTF8.");
        }

        var credentials = await _access.CredentialsAsync(cancellationToken).ConfigureAwait(false);
        var body = AmazonSesMail.Write(message, mail, octets, _options);
        var request = Post(_url, new RequestBody(body, "application/json"));
        _signer.Sign(request, body.Written, credentials, Time.GetUtcNow());
        return request;
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        if (answer.IsSuccess)
        {
            using var accepted = WireJson.Parse(answer.Body);
            return accepted.RootElement.Text("MessageId") is { Length: > 0 } id ? ProviderAnswer.Accepted(id) : ProviderAnswer.Unreadable;
        }

        var (member, text) = ErrorIn(answer);
        var name = AmazonAccess.ErrorName(answer.Header("x-amzn-ErrorType"), member);
        return name == "MessageRejected" && text?.Contains("not verified", StringComparison.OrdinalIgnoreCase) == true
            ? ProviderAnswer.Refused(AmazonSesAnswers.NotVerified)
            : ProviderAnswer.Refused(name);
    }

    /// <summary>The header names the error where the body is none.</summary>
    private static (string? Name, string? Text) ErrorIn(HttpAnswer answer)
    {
        try
        {
            using var json = WireJson.Parse(answer.Body);
            return (json.RootElement.Text("__type") ?? json.RootElement.Text("code"), json.RootElement.Text("message") ?? json.RootElement.Text("Message"));
        }
        catch (System.Text.Json.JsonException)
        {
            return (null, null);
        }
    }

    private static AmazonScope Scope(AmazonSesOptions options) => new() { Service = "ses", Region = options.Region };

    /// <summary>A topic may carry other things than events of SES: a text that is no JSON was signed, and says nothing to us.</summary>
    private static InboundReading Published(string message)
    {
        try
        {
            return AmazonSesEvents.Read(message);
        }
        catch (System.Text.Json.JsonException)
        {
            return InboundReading.Of();
        }
    }

    private async ValueTask<byte[]?> FetchAsync(Uri url, CancellationToken cancellationToken) =>
        SnsCertificate.Of(await AskAsync(new HttpRequestMessage(HttpMethod.Get, url), cancellationToken).ConfigureAwait(false));
}
