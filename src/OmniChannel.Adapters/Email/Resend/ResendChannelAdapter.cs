using System.Net.Http.Headers;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>E-mail by Resend, which honours an idempotency key for 24 hours; its webhooks bring the receipts.</summary>
internal sealed class ResendChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    private readonly ResendOptions _options;
    private readonly AuthenticationHeaderValue _authorization;
    private readonly WebhookVerifier? _verifier;

    /// <summary>An adapter for one account.</summary>
    public ResendChannelAdapter(string account, ResendOptions options, HttpClient client, TimeProvider time)
        : base(Channel.Email, account, options, new("https://api.resend.com/"), client, time, dialect: RetryAfterDialect.RateLimitReset)
    {
        _options = options;
        _authorization = new("Bearer", options.ApiKey);
        _verifier = options.WebhookSecrets.Count > 0 ? new(options.WebhookSecrets, time, options.WebhookTolerance) : null;
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => ResendAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => EmailAddress.Check(address);

    /// <summary>Webhooks are signed by Svix: Standard Webhooks under other header names.</summary>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var found = _verifier?.Verify(request.Body.Span, request.Header("svix-id"), request.Header("svix-timestamp"), request.Header("svix-signature")) ?? default;
        return new(found.Verdict switch
        {
            WebhookVerdict.Valid => ResendEvents.Read(found.Id!, request.Body),
            WebhookVerdict.TooOld or WebhookVerdict.TooNew => InboundReading.Refused(InboundRefusal.TooOld),
            _ => InboundReading.Refused(InboundRefusal.BadSignature),
        });
    }

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (EmailApi.Refuse(message, needsSubject: true) is { } refused)
        {
            return new(refused);
        }

        var request = Post("emails", ResendMail.Write(message, _options), _authorization);
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
    private static string? Spoken(System.Text.Json.JsonElement error) =>
        error.Text("name") != "validation_error" || error.Number("statusCode") == 403 || error.Text("message") is not { } words ? null
        : words.Contains("`to`", StringComparison.Ordinal) ? ResendAnswers.BadRecipient
        : words.Contains("`from`", StringComparison.Ordinal) || words.Contains("`reply_to`", StringComparison.Ordinal) ? ResendAnswers.BadSender
        : null;
}
