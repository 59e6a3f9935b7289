using System.Globalization;
using System.Net;
using OmniChannel.Accounts;
using OmniChannel.Delivery;

namespace OmniChannel.Push;

/// <summary>Notifications to browsers by Web Push. An address is a browser's whole subscription; where it leads is the browser's to say, and so not believed.</summary>
internal sealed class WebPushChannelAdapter : HttpAccountAdapter
{
    private const long MaxTimeToLive = 2_419_200;

    private readonly WebPushOptions _options;
    private readonly VapidTokens _tokens;

    /// <summary>An adapter for one pair of keys.</summary>
    public WebPushChannelAdapter(string account, WebPushOptions options, HttpClient client, TimeProvider time)
        : base(Channel.WebPush, account, options, new("https://push.invalid/"), client, time, EndpointOwner.Recipient)
    {
        _options = options;
        var key = EcKey.FromNumbers(options.PrivateKey, options.PublicKey) ?? throw new ArgumentException("PublicKey and PrivateKey cannot be used.", nameof(options));
        _tokens = new(options.Subject, options.PublicKey.TrimEnd('='), key, time);
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => WebPushAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => PushSubscription.Check(address, _options.AllowPrivateNetworks);

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken) => new(Build(message));

    /// <summary>201, and where the message lies until the browser fetches it (RFC 8030, section 5); services that say another 2xx say it without a word. A page is no push service's answer.</summary>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return !answer.IsSuccess ? ProviderAnswer.ByStatus
            : answer.Status == HttpStatusCode.Created || answer is { IsBodyComplete: true, Body.IsEmpty: true, Status: HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NoContent } ? ProviderAnswer.Accepted(answer.Header("Location"))
            : ProviderAnswer.Unreadable;
    }

    /// <summary>That our key is refused is believed of known push services alone; else one made-up endpoint would pause everybody's notifications.</summary>
    protected override AttemptOutcome Classify(HttpAnswer answer, OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var outcome = base.Classify(answer, message);
        return outcome.Fault == AttemptFault.Account && !IsTrusted(message.Address)
            ? AttemptOutcome.Rejected(AttemptFault.Message, outcome.Code, "An endpoint at none of the TrustedServices refuses us.")
            : outcome;
    }

    private BuiltRequest Build(OutgoingMessage message)
    {
        if (PushText.Refuse(message) is { } refused)
        {
            return refused;
        }

        if (PushSubscription.Read(message.Address, _options.AllowPrivateNetworks) is var (subscription, problem) && subscription is null)
        {
            return AttemptOutcome.Rejected(AttemptFault.Recipient, null, problem!);
        }

        var payload = Payload(message);
        if (payload.Length > PushEncryption.MaxPlaintext)
        {
            return PushText.TooLong(payload.Length, PushEncryption.MaxPlaintext);
        }

        if (PushEncryption.Encrypt(payload, subscription) is not { } body)
        {
            return AttemptOutcome.Rejected(AttemptFault.Recipient, null, "The browser's key is no point on P-256.");
        }

        var content = new RequestBody(body, "application/octet-stream");
        content.Headers.TryAddWithoutValidation("Content-Encoding", "aes128gcm");
        var request = Post(subscription.Endpoint, content, _tokens.For(subscription.Endpoint));
        request.Headers.TryAddWithoutValidation("TTL", PushText.SecondsLeft(message, Time.GetUtcNow(), MaxTimeToLive).ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("Urgency", message.Urgency switch { Urgency.Low => "low", Urgency.Normal => "normal", _ => "high" });
        request.Headers.TryAddWithoutValidation("Topic", RepeatName.Of(message.IdempotencyKey));
        return request;
    }

    /// <summary>What the page's service worker gets: JSON of our own shape.</summary>
    private static byte[] Payload(OutgoingMessage message) => PushText.Bytes(message, static (json, message) =>
    {
        PushText.WriteGiven(json, "title", message.Content.Subject);
        json.WriteString("body", message.Content.Text);
        PushText.WriteGiven(json, "image", message.Content.Image?.AbsoluteUri);
        PushText.WriteExtras(json, message);
        PushText.WriteButtons(json, message);
    });

    private bool IsTrusted(string address) =>
        PushSubscription.Read(address, _options.AllowPrivateNetworks).Subscription?.Endpoint.IdnHost is { } host
        && _options.TrustedServices.Any(known => host.Equals(known, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + known, StringComparison.OrdinalIgnoreCase));
}
