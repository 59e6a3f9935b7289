using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Social;

/// <summary>What posts and direct messages on X share: signing in, limits, webhooks.</summary>
internal abstract class XAdapter : HttpAccountAdapter, IInboundAdapter
{
    private readonly XAuthorization _authorization;
    private readonly XWebhook _webhook;
    private readonly XEvents _events;

    protected XAdapter(ChannelDefinition channel, string account, XOptions options, HttpClient client, TimeProvider time)
        : base(channel.Channel, account, options, new("https://api.x.com/"), client, time, dialect: RetryAfterDialect.ResetAtEpoch, answerBytes: XMedia.MaxImage)
    {
        _authorization = new(options, time);
        _webhook = new(options.ConsumerSecrets);
        _events = new(options.UserId, channel == XDirect.Definition);
    }

    /// <inheritdoc/>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(_webhook.Answer(request) ?? _events.Read(request.Body));
    }

    /// <summary>A request whose only field is the text.</summary>
    protected HttpRequestMessage RequestOf(Uri url, string text) => RequestOf(url, WireJson.Content(json =>
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteEndObject();
    }));

    /// <summary>A request with a JSON body, signed in for.</summary>
    protected HttpRequestMessage RequestOf(Uri url, HttpContent content)
    {
        var request = Post(url, content);
        request.Headers.Authorization = _authorization.Of(request.RequestUri!);
        return request;
    }
}
