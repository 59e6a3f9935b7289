using System.Buffers.Binary;

namespace OmniChannel.Push;

/// <summary>A connection of HTTP/2 whose first write, the client's preface, ends only when the server's first frame has come, which has to be SETTINGS (RFC 9113, section 3.4).</summary>
/// <remarks>
/// Without it a client that has many requests sends as many as it thinks fit before it knows what the server takes, and APNs is said to take one on a new connection.
/// With it the client finds the frame when it first reads, before it sends any request.
/// </remarks>
internal sealed class SettingsFirstStream(Stream connection) : Stream
{
    private const int FrameHeader = 9;
    private const int MaxFrame = 16_384;

    private byte[] _first = new byte[1_024];
    private int _start;
    private int _end;
    private bool _hasBegun;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await connection.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (!_hasBegun)
        {
            _hasBegun = true;
            await connection.FlushAsync(cancellationToken).ConfigureAwait(false);
            await ReceiveFirstFrameAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What came first is there at once; then the connection itself is read.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end)
        {
            return connection.ReadAsync(buffer, cancellationToken);
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _first.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return new(count);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw Blocking();

    public override int Read(byte[] buffer, int offset, int count) => throw Blocking();

    public override void Write(byte[] buffer, int offset, int count) => throw Blocking();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads until the first frame is there as a whole; where the connection ends before, or something else comes, the client finds that out by itself.</summary>
    private async ValueTask ReceiveFirstFrameAsync(CancellationToken cancellationToken)
    {
        while (_end < FrameHeader || (LengthOf(_first) is var length && length <= MaxFrame && _end < FrameHeader + length))
        {
            if (_end == _first.Length)
            {
                Array.Resize(ref _first, FrameHeader + MaxFrame);
            }

            var read = await connection.ReadAsync(_first.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            _end += read;
        }
    }

    /// <summary>The first three bytes of a frame (RFC 9113, section 4.1).</summary>
    private static int LengthOf(ReadOnlySpan<byte> frame) => (int)(BinaryPrimitives.ReadUInt32BigEndian(frame) >> 8);

    private static NotSupportedException Blocking() => new("This connection is used without blocking alone.");
}
