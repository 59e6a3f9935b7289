using System.Text.Json;

namespace OmniChannel.Delivery;

/// <summary>Implemented beside <see cref="IChannelAdapter"/> by an account whose provider calls us: with receipts, with what people write, with their opt-outs.</summary>
public interface IInboundAdapter
{
    /// <summary>How large a call's body may be, in bytes; what is larger is refused before it is read. More than the default where a provider calls with a whole mail.</summary>
    /// <value>The default is <see cref="WebhookRequest.MaxBodyBytes"/>, 1 MB.</value>
    int MaxBodyBytes => WebhookRequest.MaxBodyBytes;

    /// <summary>Verifies a call over its raw bytes, and only then parses it. Records nothing; the same call read again gives the same.</summary>
    /// <param name="request">The call; its body has at most <see cref="MaxBodyBytes"/> bytes.</param>
    /// <param name="cancellationToken">Ends what the verification may have to fetch, such as a certificate.</param>
    /// <returns>The facts, or the refusal. A <see cref="JsonException"/> counts as <see cref="InboundRefusal.Malformed"/>.</returns>
    ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken);
}
