using System.Buffers;
using System.Net;

namespace OmniChannel.Delivery;

/// <summary>A request's body whose bytes are there already. <see cref="HttpChannelAdapter"/> sees by it whether anything asked for them; any other content is wrapped for that, which costs some hundred bytes more for each send.</summary>
/// <remarks>For one request at a time; who sends it again, after an answer, may. The bytes are not copied and must not change.</remarks>
public sealed class RequestBody : HttpContent
{
    private const int Over = int.MinValue;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly IMemoryOwner<byte>? _lent;
    private volatile bool _started;
    private int _underWay;

    /// <summary>A body of these bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="contentType">The whole value of Content-Type, which goes out as it stands: "application/json".</param>
    public RequestBody(ReadOnlyMemory<byte> bytes, string contentType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        _bytes = bytes;
        Headers.TryAddWithoutValidation("Content-Type", contentType);
    }

    /// <summary>A body of bytes in memory that was lent, so that a send need not have its own. It goes back when the request is disposed of, unless the bytes are still on their way then: that memory is nobody's any more.</summary>
    /// <param name="bytes">All of its memory, from now on this body's to dispose of.</param>
    /// <param name="contentType">The whole value of Content-Type.</param>
    public RequestBody(IMemoryOwner<byte> bytes, string contentType)
        : this((bytes ?? throw new ArgumentNullException(nameof(bytes))).Memory, contentType) => _lent = bytes;

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
        return _lent is null ? stream.WriteAsync(_bytes, cancellationToken).AsTask() : WriteLentAsync(stream, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Lent memory goes back only if nothing writes from it, and nothing can begin to.
        if (disposing && _lent is not null && Interlocked.CompareExchange(ref _underWay, Over, 0) == 0)
        {
            _lent.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task WriteLentAsync(Stream stream, CancellationToken cancellationToken)
    {
        Enter();
        try
        {
            await stream.WriteAsync(_bytes, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private void Enter()
    {
        for (var seen = Volatile.Read(ref _underWay); ;)
        {
            ObjectDisposedException.ThrowIf(seen < 0, this);
            var found = Interlocked.CompareExchange(ref _underWay, seen + 1, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }

    private void Leave() => Interlocked.Decrement(ref _underWay);

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
