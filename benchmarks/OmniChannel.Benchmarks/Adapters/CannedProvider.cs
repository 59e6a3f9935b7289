using System.Globalization;
using System.Text;
using System.Threading.Tasks.Sources;

namespace OmniChannel.Benchmarks;

/// <summary>The far end of a connection, in memory: whatever request comes, it gives the same answer. The client in front of it is the platform's own, with its pool, its headers and its parser; only the network is left out.</summary>
internal sealed class CannedProvider(string answer) : Stream, IValueTaskSource<int>, IThreadPoolWorkItem
{
    private readonly byte[] _answer = Encoding.UTF8.GetBytes(answer);
    private readonly MemoryStream _request = new();
    private ManualResetValueTaskSourceCore<int> _read;
    private Memory<byte> _into;
    private bool _isWaiting;
    private int _left;
    private int _missing;

    /// <summary>Whether what is waited for comes from another thread, later, as from a network: then the caller's state is kept on the heap.</summary>
    public bool IsLate { get; set; }

    /// <summary>Whether requests are kept; the first of a run is, for the bare call.</summary>
    public bool IsKeeping { get; set; } = true;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>A client whose only connection leads here, set up as accounts have theirs.</summary>
    public HttpClient Client()
    {
        var handler = Delivery.EgressGate.CreateHandler(allowPrivateNetworks: true);
        handler.ConnectCallback = (_, _) => new(this);
        handler.PooledConnectionIdleTimeout = handler.PooledConnectionLifetime = Timeout.InfiniteTimeSpan;
        return new(handler);
    }

    /// <summary>The request that was kept, as it went out.</summary>
    public string Take()
    {
        var text = Encoding.Latin1.GetString(_request.GetBuffer(), 0, (int)_request.Length);
        _request.SetLength(0);
        return text;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsKeeping)
        {
            _request.Write(buffer.Span);
        }

        if (_missing == 0)
        {
            var head = buffer.Span.IndexOf("\r\n\r\n"u8);
            _missing = head + 4 + LengthIn(buffer.Span[..(head + 2)]);
        }

        _missing -= buffer.Length;
        if (_missing == 0)
        {
            _left = _answer.Length;
            Wake();
        }

        return default;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left > 0 && !IsLate)
        {
            return new(Copy(buffer));
        }

        _read.Reset();
        (_into, _isWaiting) = (buffer, true);
        if (_left > 0)
        {
            Wake();
        }

        return new(this, _read.Version);
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => _read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _read.OnCompleted(continuation, state, token, flags);

    void IThreadPoolWorkItem.Execute() => Answer();

    protected override void Dispose(bool disposing)
    {
        _request.Dispose();
        base.Dispose(disposing);
    }

    private void Wake()
    {
        if (!_isWaiting)
        {
            return;
        }

        if (IsLate)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            Answer();
        }
    }

    private void Answer()
    {
        _isWaiting = false;
        _read.SetResult(Copy(_into));
    }

    private int Copy(Memory<byte> into)
    {
        var length = Math.Min(into.Length, _left);
        _answer.AsSpan(_answer.Length - _left, length).CopyTo(into.Span);
        _left -= length;
        return length;
    }

    private static int LengthIn(ReadOnlySpan<byte> head)
    {
        var field = head[(head.IndexOf("\r\nContent-Length: "u8) + 18)..];
        return int.Parse(field[..field.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
