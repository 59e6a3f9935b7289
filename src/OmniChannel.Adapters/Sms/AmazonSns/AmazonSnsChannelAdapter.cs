using OmniChannel.Accounts;
using OmniChannel.Amazon;
using OmniChannel.Delivery;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Sms;

/// <summary>Text messages by Amazon SNS (its query protocol of 2010-03-31); a topic brings what people write.</summary>
internal sealed class AmazonSnsChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    private const int MaxText = 1_600;

    private readonly AmazonSnsOptions _options;
    private readonly AmazonSignature _signer;
    private readonly (string, string?)[] _sender;
    private readonly Uri _url;
    private readonly AmazonAccess _access;
    private readonly SnsSignature _signature;

    /// <summary>An adapter for one account.</summary>
    public AmazonSnsChannelAdapter(string account, AmazonSnsOptions options, HttpClient client, TimeProvider time)
        : base(Channel.Sms, account, options, Scope(options).Endpoint("sns"), client, time)
    {
        _options = options;
        _signer = new(Scope(options));
        _sender = [.. Sender(options)];
        _url = At("");
        _access = new(options.AccessKeyId, options.SecretAccessKey, options.SessionToken, options.CredentialSource);
        _signature = new(options.Topics, time, FetchAsync);
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => AmazonSnsAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => SmsText.CheckNumber(address);

    /// <inheritdoc/>
    public async ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (SnsMessage.Read(request.Body) is not { } message)
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        return await _signature.JudgeAsync(message, cancellationToken).ConfigureAwait(false) is { } refusal ? InboundReading.Refused(refusal)
            : message.Type == "Notification" ? AmazonSnsTexts.Read(message.Message, message.Timestamp)
            : InboundReading.Of() with { ConfirmAt = message.Type == "SubscriptionConfirmation" ? message.SubscribeUrl : null };
    }

    /// <inheritdoc/>
    protected override async ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var text = SmsText.Of(message);
        if (text.Length is 0 or > MaxText)
        {
            return AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {text.Length} characters; Amazon takes 1 to {MaxText}.");
        }

        var credentials = await _access.CredentialsAsync(cancellationToken).ConfigureAwait(false);
        var body = WireForm.Bytes(
        [
            ("Action", "Publish"),
            ("Version", "2010-03-31"),
            ("PhoneNumber", message.Address),
            ("Message", text),
            ("MessageAttributes.entry.1.Name", "AWS.SNS.SMS.SMSType"),
            ("MessageAttributes.entry.1.Value.DataType", "String"),
            ("MessageAttributes.entry.1.Value.StringValue", message.Purpose == Purpose.Marketing ? "Promotional" : "Transactional"),
            .. _sender,
        ]);
        var request = Post(_url, WireForm.Content(body));
        _signer.Sign(request, body, credentials, Time.GetUtcNow());
        return request;
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer) =>
        WireXml.Texts(answer.Body, "MessageId", "Code") is not { } said ? ProviderAnswer.Unreadable
        : !answer.IsSuccess ? ProviderAnswer.Refused(said[1])
        : said[0] is { Length: > 0 } id ? ProviderAnswer.Accepted(id)
        : ProviderAnswer.Unreadable;

    /// <summary>The attributes that are the same for every message.</summary>
    private static IEnumerable<(string, string?)> Sender(AmazonSnsOptions options)
    {
        var at = 1;
        foreach (var (name, value) in new[] { ("AWS.SNS.SMS.SenderID", options.SenderId), ("AWS.MM.SMS.OriginationNumber", options.OriginationNumber) })
        {
            if (value is not null)
            {
                var entry = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"MessageAttributes.entry.{++at}.");
                yield return ($"{entry}Name", name);
                yield return ($"{entry}Value.DataType", "String");
                yield return ($"{entry}Value.StringValue", value);
            }
        }
    }

    private static AmazonScope Scope(AmazonSnsOptions options) => new() { Service = "sns", Region = options.Region };

    private async ValueTask<byte[]?> FetchAsync(Uri url, CancellationToken cancellationToken) =>
        SnsCertificate.Of(await AskAsync(new HttpRequestMessage(HttpMethod.Get, url), cancellationToken).ConfigureAwait(false));
}
