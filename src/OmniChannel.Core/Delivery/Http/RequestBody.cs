using System.Net;

namespace OmniChannel.Delivery;

/// <summary>A request's body whose bytes are there already. <see cref="HttpChannelAdapter"/> sees by it whether anything asked for them; any other content is wrapped for that, which costs some hundred bytes more for each send.</summary>
/// <remarks>For one request at a time; who sends it again, after an answer, may. The bytes are not copied and must not change.</remarks>
public sealed class RequestBody : HttpContent
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private volatile bool _started;

    /// <summary>A body of these bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="contentType">The whole value of Content-Type, which goes out as it stands: "application/json".</param>
    public RequestBody(ReadOnlyMemory<byte> bytes, string contentType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        _bytes = bytes;
        Headers.TryAddWithoutValidation("Content-Type", contentType);
    }

    /// <summary>Whether anything asked for the bytes since the request began.</summary>
    internal bool Started => _started;

    /// <summary>Nothing has asked for them yet.</summary>
    internal void Begin() => _started = false;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _started = true;
        return stream.WriteAsync(_bytes, cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
