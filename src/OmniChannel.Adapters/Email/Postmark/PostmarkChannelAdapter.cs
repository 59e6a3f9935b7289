using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>E-mail by Postmark; its webhooks bring receipts, changes of subscriptions and answers.</summary>
internal sealed class PostmarkChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    /// <summary>Postmark passes on mails of 35 MB, attachments in base64.</summary>
    private const int MaxMailBytes = 50 * 1_048_576;

    private readonly PostmarkOptions _options;
    private readonly SharedSecret _credentials;
    private readonly SharedSecret _secrets;
    private readonly Uri _url;

    /// <summary>An adapter for one account.</summary>
    public PostmarkChannelAdapter(string account, PostmarkOptions options, HttpClient client, TimeProvider time)
        : base(Channel.Email, account, options, new("https://api.postmarkapp.com/"), client, time)
    {
        _options = options;
        _credentials = new(options.WebhookCredentials);
        _secrets = new(options.WebhookSecrets);
        _url = At("email");
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => PostmarkAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => EmailAddress.Check(address);

    /// <inheritdoc/>
    public int MaxBodyBytes => _options.WebhookCredentials.Count + _options.WebhookSecrets.Count > 0 ? MaxMailBytes : WebhookRequest.MaxBodyBytes;

    /// <inheritdoc/>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(_credentials.MatchesBasic(request.Header("Authorization")) | _secrets.Matches(request.Header(_options.WebhookHeader))
            ? PostmarkEvents.Read(request.Body, Time.GetUtcNow())
            : InboundReading.Refused(InboundRefusal.BadSignature));
    }

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (EmailApi.Refuse(message) is { } refused)
        {
            return new(refused);
        }

        var request = Post(_url, PostmarkMail.Write(message, _options));
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("X-Postmark-Server-Token", _options.ServerToken);
        return new(request);
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        using var json = WireJson.Parse(answer.Body);
        var said = json.RootElement;
        return said.Number("ErrorCode") switch
        {
            0 when answer.IsSuccess => said.Text("MessageID") is { Length: > 0 } id ? ProviderAnswer.Accepted(id) : ProviderAnswer.Unreadable,
            300 => ProviderAnswer.Refused(Spoken(said.Text("Message")), "300"),
            { } code => ProviderAnswer.Refused(code.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            null => ProviderAnswer.Unreadable,
        };
    }

    /// <summary>Code 300 is for whatever is wrong in a field, and only the words say in which.</summary>
    private static string? Spoken(string? words) =>
        words is null ? null
        : words.Contains("'To'", StringComparison.Ordinal) ? PostmarkAnswers.BadRecipient
        : words.Contains("'From'", StringComparison.Ordinal) || words.Contains("'ReplyTo'", StringComparison.Ordinal) ? PostmarkAnswers.BadSender
        : null;
}
