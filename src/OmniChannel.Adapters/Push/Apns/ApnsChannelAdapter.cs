using System.Globalization;
using System.Net;
using System.Text.Json;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Push;

/// <summary>Notifications to apps by the Apple Push Notification service, over HTTP/2.</summary>
internal sealed class ApnsChannelAdapter : HttpAccountAdapter
{
    private readonly ApnsOptions _options;
    private readonly ApnsToken _token;
    private readonly string _devices;
    private readonly Version _version;
    private volatile bool _isProven;

    /// <summary>An adapter for one app.</summary>
    /// <param name="account">Its name.</param>
    /// <param name="options">Its options, without a problem.</param>
    /// <param name="client">A client whose connections are made by <see cref="ApnsConnection"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="version">The version of HTTP; null for 2, the only one that Apple speaks.</param>
    public ApnsChannelAdapter(string account, ApnsOptions options, HttpClient client, TimeProvider time, Version? version = null)
        : base(new(options.Channel), account, options, new($"https://api.{(options.UseSandbox ? "sandbox." : "")}push.apple.com/"), client, time)
    {
        _options = options;
        _devices = BaseAddress + "3/device/";
        _token = new(options, EcKey.FromPem(options.PrivateKey) ?? throw new ArgumentException("PrivateKey cannot be used.", nameof(options)), time);
        _version = version ?? HttpVersion.Version20;
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => ApnsAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => PushAddress.CheckToken(address);

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken) => new(Build(message, _token.Value));

    /// <summary>A token that ran out in between is renewed once, for all who were refused with it.</summary>
    protected override ValueTask<BuiltRequest?> FollowUpAsync(HttpAnswer answer, OutgoingMessage message, int sent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new(answer.Status == HttpStatusCode.Forbidden && sent == 1 && Reason(answer) == "ExpiredProviderToken" ? Build(message, _token.Renewed()) : (BuiltRequest?)null);
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        if (answer.IsSuccess)
        {
            var id = answer.Header("apns-id");
            _isProven |= id is not null;
            return id is not null ? ProviderAnswer.Accepted(id) : ProviderAnswer.Unreadable;
        }

        var reason = Reason(answer);
        return ProviderAnswer.Refused(ApnsAnswers.IsDoubtful(reason) && !_isProven ? reason + ApnsAnswers.Unproven : reason);
    }

    /// <summary>A token that is gone is so since an instant: one that the app got again after it lives.</summary>
    protected override AttemptOutcome Classify(HttpAnswer answer, OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var outcome = base.Classify(answer, message);
        return answer.Status == HttpStatusCode.Gone && outcome.Result == AttemptResult.Rejected ? outcome with { Since = Timestamp(answer) } : outcome;
    }

    private BuiltRequest Build(OutgoingMessage message, string token)
    {
        if (PushText.Refuse(message) is { } refused)
        {
            return refused;
        }

        var payload = ApnsPayload.Write(message, _options.Sound);
        if (payload.Length > ApnsPayload.MaxLength)
        {
            return PushText.TooLong(payload.Length, ApnsPayload.MaxLength);
        }

        var request = Post(new Uri(_devices + Uri.EscapeDataString(message.Address)), new RequestBody(payload, "application/json"), token);
        request.Version = _version;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var headers = request.Headers;
        headers.TryAddWithoutValidation("apns-id", RepeatName.Uuid(message.IdempotencyKey));
        headers.TryAddWithoutValidation("apns-collapse-id", RepeatName.Of(message.IdempotencyKey));
        headers.TryAddWithoutValidation("apns-topic", _options.Topic);
        headers.TryAddWithoutValidation("apns-push-type", "alert");
        headers.TryAddWithoutValidation("apns-priority", message.Urgency == Urgency.Low ? "5" : "10");
        headers.TryAddWithoutValidation("apns-expiration", message.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        return request;
    }

    /// <summary>Milliseconds since 1970.</summary>
    private static DateTimeOffset? Timestamp(HttpAnswer answer) =>
        Read(answer, root => root.Number("timestamp")) is { } at and > 0 and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    private static string? Reason(HttpAnswer answer) => Read(answer, root => root.Text("reason"));

    /// <summary>Something of the body; nothing where that is a gateway's page.</summary>
    private static T? Read<T>(HttpAnswer answer, Func<JsonElement, T?> read)
    {
        try
        {
            using var json = WireJson.Parse(answer.Body);
            return read(json.RootElement);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
