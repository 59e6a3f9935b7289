using System.Globalization;
using System.Net;
using OmniChannel.Delivery;

namespace OmniChannel.Webhooks;

/// <summary>Any system as a channel: posts each message to one endpoint, signed by Standard Webhooks 1.0.</summary>
internal sealed class WebhookChannelAdapter : HttpChannelAdapter, IMarketingAccount, IDisposable
{
    private readonly Uri _endpoint;
    private readonly byte[][] _keys;

    /// <summary>An adapter for one endpoint, whose client comes from the host's factory.</summary>
    /// <exception cref="ArgumentException">The options have problems; the message lists them all.</exception>
    public WebhookChannelAdapter(string account, WebhookOptions options, IHttpClientFactory clients, TimeProvider time)
        : base(Settings(account, options), clients, time)
    {
        _endpoint = options.Endpoint!;
        _keys = [.. options.Secrets.Select(WebhookSecret.Key)];
        MaySendMarketing = options.MaySendMarketing;
    }

    /// <summary>An adapter for one endpoint with this client.</summary>
    /// <exception cref="ArgumentException">The options have problems; the message lists them all.</exception>
    public WebhookChannelAdapter(string account, WebhookOptions options, HttpClient client, TimeProvider time)
        : base(Settings(account, options), client, time)
    {
        _endpoint = options.Endpoint!;
        _keys = [.. options.Secrets.Select(WebhookSecret.Key)];
        MaySendMarketing = options.MaySendMarketing;
    }

    /// <inheritdoc/>
    public bool MaySendMarketing { get; }

    /// <inheritdoc/>
    public Uri? FallbackBaseUri => null;

    /// <summary>The client to dispose of; null for one that somebody else does.</summary>
    private HttpClient? Own { get; init; }

    /// <summary>An adapter for one endpoint with a client of its own, behind the gate that the account asks for.</summary>
    /// <exception cref="ArgumentException">The options have problems; the message lists them all.</exception>
    public static WebhookChannelAdapter WithOwnClient(string account, WebhookOptions options, TimeProvider time)
    {
        var client = new HttpClient(EgressGate.CreateHandler(options.AllowPrivateNetworks)) { Timeout = Timeout.InfiniteTimeSpan };
        return new(account, options, client, time) { Own = client };
    }

    /// <inheritdoc/>
    public void Dispose() => Own?.Dispose();

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => WebhookAddress.Check(address);

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var body = WebhookPayload.Write(message);
        var id = WebhookId.Of(message.IdempotencyKey);
        var timestamp = Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new RequestBody(body, "application/json") };
        request.Headers.TryAddWithoutValidation("User-Agent", "OmniChannel.Core");
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', _keys.Select(key => WebhookSignature.Sign(key, id, timestamp, body))));
        return new(request);
    }

    /// <summary>By the status, except that an endpoint which is not there is a fault of the account: the message keeps, and the account pauses (Standard Webhooks 1.0, "Delivery success and failure").</summary>
    protected override AttemptOutcome Classify(HttpAnswer answer, OutgoingMessage message) =>
        answer.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone or HttpStatusCode.MisdirectedRequest
            ? AttemptOutcome.NotSent(
                AttemptFault.Account,
                ((int)answer.Status).ToString(CultureInfo.InvariantCulture),
                answer.Status == HttpStatusCode.Gone ? "The endpoint is gone and wants no more webhooks." : "Nothing takes webhooks at the endpoint's URL.")
            : ClassifyByStatus(answer);

    private static HttpChannelSettings Settings(string account, WebhookOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        var problems = WebhookOptionsCheck.Problems(options);
        return problems.Count > 0
            ? throw new ArgumentException($"The webhook account '{account}' cannot be used: {string.Join(" ", problems)}", nameof(options))
            : new()
            {
                Channel = new(options.Channel),
                Account = account,
                Timeout = options.Timeout,
                MaxAnswerBytes = 0,
                AllowPrivateNetworks = options.AllowPrivateNetworks,
            };
    }
}
