using System.Net;
using System.Text.Json;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>E-mail by Resend, which honours an idempotency key for 24 hours; its webhooks bring the receipts, and tell of mails that people wrote, which are fetched.</summary>
internal sealed class ResendChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    /// <summary>A mail that is fetched comes with its text and HTML, without its attachments.</summary>
    private const int MaxMailBytes = 4 * 1_048_576;
    private const int MaxId = 200;

    private readonly ResendOptions _options;
    private readonly string _authorization;
    private readonly Uri _url;
    private readonly WebhookVerifier? _verifier;

    /// <summary>An adapter for one account.</summary>
    public ResendChannelAdapter(string account, ResendOptions options, HttpClient client, TimeProvider time)
        : base(Channel.Email, account, options, new("https://api.resend.com/"), client, time, dialect: RetryAfterDialect.RateLimitReset, answerBytes: MaxMailBytes)
    {
        _options = options;
        _authorization = $"Bearer {options.ApiKey}";
        _url = At("emails");
        _verifier = options.WebhookSecrets.Count > 0 ? new(options.WebhookSecrets, time, options.WebhookTolerance) : null;
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => ResendAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => EmailAddress.Check(address);

    /// <summary>Webhooks are signed by Svix: Standard Webhooks under other header names.</summary>
    /// <exception cref="HttpRequestException">A mail that came in cannot be fetched now. Resend calls again, for more than a day.</exception>
    public async ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var found = _verifier?.Verify(request.Body.Span, request.Header("svix-id"), request.Header("svix-timestamp"), request.Header("svix-signature")) ?? default;
        if (found.Verdict != WebhookVerdict.Valid)
        {
            return InboundReading.Refused(found.Verdict is WebhookVerdict.TooOld or WebhookVerdict.TooNew ? InboundRefusal.TooOld : InboundRefusal.BadSignature);
        }

        if (ResendEvents.Read(found.Id!, request.Body.Span) is { } reading)
        {
            return reading;
        }

        using var json = WireJson.Parse(request.Body);
        return await ReceivedAsync(json.RootElement.Get("data"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The webhook tells who wrote and nothing of what; one GET does (a key that may only send is refused there, with 401).</summary>
    private async ValueTask<InboundReading> ReceivedAsync(JsonElement told, CancellationToken cancellationToken)
    {
        if (told.Text("email_id") is not { Length: > 0 and <= MaxId } id)
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        var question = new HttpRequestMessage(HttpMethod.Get, At($"emails/receiving/{Uri.EscapeDataString(id)}"));
        question.Headers.TryAddWithoutValidation("Authorization", _authorization);
        var answer = await AskAsync(question, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess && answer.Status is not HttpStatusCode.NotFound)
        {
            throw new HttpRequestException($"The mail that Resend received could not be fetched: {(int)answer.Status}. The API key needs full access.");
        }

        if (answer is { IsSuccess: true, IsBodyComplete: false } && answer.Body.Length < MaxMailBytes)
        {
            throw new HttpRequestException("The mail that Resend received broke off.");
        }

        using var mail = answer is { IsSuccess: true, IsBodyComplete: true } ? WireJson.Parse(answer.Body) : null;
        return ResendMailIn.Read(told, mail?.RootElement ?? default, Time.GetUtcNow());
    }

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (EmailApi.Refuse(message, needsSubject: true) is { } refused)
        {
            return new(refused);
        }

        var request = Post(_url, ResendMail.Write(message, _options), _authorization);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", message.IdempotencyKey);
        return new(request);
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        using var json = WireJson.Parse(answer.Body);
        return answer.IsSuccess
            ? json.RootElement.Text("id") is { Length: > 0 } id ? ProviderAnswer.Accepted(id) : ProviderAnswer.Unreadable
            : ProviderAnswer.Refused(Spoken(json.RootElement), json.RootElement.Text("name"));
    }

    /// <summary>Which field a validation error is about, only its words say. With 403 it is about the account.</summary>
    private static string? Spoken(JsonElement error) =>
        error.Text("name") != "validation_error" || error.Number("statusCode") == 403 || error.Text("message") is not { } words ? null
        : words.Contains("`to`", StringComparison.Ordinal) ? ResendAnswers.BadRecipient
        : words.Contains("`from`", StringComparison.Ordinal) || words.Contains("`reply_to`", StringComparison.Ordinal) ? ResendAnswers.BadSender
        : null;
}
