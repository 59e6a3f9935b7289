namespace OmniChannel.Push;

/// <summary>A connection of HTTP/2 whose first write, the client's preface, ends only when the client has read the server's first frame, which has to be SETTINGS (RFC 9113, section 3.4).</summary>
/// <remarks>
/// Without it a client that has many requests sends as many as it thinks fit before it knows what the server takes, and APNs is said to take one on a new connection.
/// The client begins to read before it writes, and gives a connection to nobody before its preface is written. Should it ever write first, nothing waits here.
/// </remarks>
internal sealed class SettingsFirstStream(Stream connection) : Stream
{
    private const int FrameHeader = 9;

    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isRead;
    private bool _isWritten;
    private long _came;
    private int _length;

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
        if (!_isWritten)
        {
            _isWritten = true;
            await connection.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (_isRead)
            {
                await _known.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _known.Task.IsCompleted ? connection.ReadAsync(buffer, cancellationToken) : ReadFirstAsync(buffer, cancellationToken);

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
            _known.TrySetResult();
            connection.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Who has the whole first frame and comes to read more has acted on it. Where the connection ends before, the client finds that out by itself.</summary>
    private async ValueTask<int> ReadFirstAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_came >= FrameHeader && _came >= FrameHeader + _length)
        {
            _known.TrySetResult();
        }

        _isRead = true;
        var hasFailed = true;
        try
        {
            var read = await connection.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Count(buffer.Span[..read]);
            hasFailed = read == 0 && buffer.Length > 0;
            return read;
        }
        finally
        {
            if (hasFailed)
            {
                _known.TrySetResult();
            }
        }
    }

    /// <summary>A frame begins with its length, in three bytes (RFC 9113, section 4.1).</summary>
    private void Count(ReadOnlySpan<byte> more)
    {
        for (var at = 0; at < more.Length && _came + at < 3; at++)
        {
            _length = (_length << 8) | more[at];
        }

        _came += more.Length;
    }

    private static NotSupportedException Blocking() => new("This connection is used without blocking alone.");
}
