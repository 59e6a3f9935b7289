using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace OmniChannel.Email;

/// <summary>A line to a server: bytes out, whole replies in, each within its time. Not thread-safe; one attempt at a time owns it.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[SmtpReplyParser.MaxLine];
    private readonly TimeProvider _time;
    private Stream _stream = Stream.Null;
    private int _start;
    private int _end;

    /// <summary>A line that is not open yet.</summary>
    /// <param name="time">Measures the time limits.</param>
    public SmtpConnection(TimeProvider time) => _time = time;

    /// <summary>Ends whatever is under way: the token of the attempt that owns the line now.</summary>
    public CancellationToken Cancelled { get; set; }

    /// <summary>Whether what passes is encrypted.</summary>
    public bool IsSecure => _stream is SslStream;

    /// <summary>Whether the caller has given up.</summary>
    public bool IsCancelled => Cancelled.IsCancellationRequested;

    /// <summary>Whether bytes came that no reply has used: after STARTTLS they would be somebody's injected answer (CVE-2011-0411).</summary>
    public bool HasUnread => _end > _start;

    /// <summary>Whether bytes wait that nobody asked for, or the other end has closed the line.</summary>
    public bool HasNews => HasUnread || _socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    /// <summary>The address of our end, as EHLO writes it (RFC 5321 section 4.1.3).</summary>
    public string AddressLiteral => ((IPEndPoint)_socket.LocalEndPoint!).Address is var address && address.IsIPv4MappedToIPv6
        ? $"[{address.MapToIPv4()}]"
        : address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{new IPAddress(address.GetAddressBytes())}]" : $"[{address}]";

    public ValueTask<SmtpBreak> ConnectAsync(string host, int port, TimeSpan timeout) => WithinAsync(timeout, async token =>
    {
        await _socket.ConnectAsync(host, port, token).ConfigureAwait(false);
        _stream = new NetworkStream(_socket, ownsSocket: false);
    });

    public ValueTask<SmtpBreak> SecureAsync(SslClientAuthenticationOptions tls, TimeSpan timeout) => WithinAsync(timeout, async token =>
    {
        var secure = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = secure;
        await secure.AuthenticateAsClientAsync(tls, token).ConfigureAwait(false);
    });

    public ValueTask<SmtpBreak> WriteAsync(ReadOnlyMemory<byte> octets, TimeSpan timeout) => WithinAsync(timeout, async token =>
    {
        await _stream.WriteAsync(octets, token).ConfigureAwait(false);
        await _stream.FlushAsync(token).ConfigureAwait(false);
    });

    /// <summary>Reads one reply. The time is for the whole of it, so that a byte now and then does not keep us for ever.</summary>
    public async ValueTask<SmtpReply> ReadReplyAsync(TimeSpan timeout)
    {
        SmtpReply? reply = null;
        var parser = new SmtpReplyParser();
        var broken = await WithinAsync(timeout, async token =>
        {
            while (reply is null)
            {
                reply = TakeLine(parser);
                if (reply is null && !await FillAsync(token).ConfigureAwait(false))
                {
                    reply = SmtpReply.Broken(SmtpBreak.Closed);
                }
            }
        }).ConfigureAwait(false);
        return broken == SmtpBreak.None ? reply! : SmtpReply.Broken(broken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
    }

    /// <summary>Feeds the parser every whole line in the buffer; null when it wants more bytes.</summary>
    private SmtpReply? TakeLine(SmtpReplyParser parser)
    {
        while (_buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n') is var length and >= 0)
        {
            var line = _buffer.AsSpan(_start, length).TrimEnd((byte)'\r');
            _start += length + 1;
            if (parser.Take(line) is { } reply)
            {
                return reply;
            }
        }

        return _end - _start == _buffer.Length ? SmtpReply.Broken(SmtpBreak.Nonsense) : null;
    }

    private async ValueTask<bool> FillAsync(CancellationToken token)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        var read = await _stream.ReadAsync(_buffer.AsMemory(_end), token).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private async ValueTask<SmtpBreak> WithinAsync(TimeSpan timeout, Func<CancellationToken, Task> step)
    {
        using var timer = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, Cancelled);
        try
        {
            await step(either.Token).ConfigureAwait(false);
            return SmtpBreak.None;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return Cancelled.IsCancellationRequested ? SmtpBreak.Cancelled : SmtpBreak.TimedOut;
        }
        catch (Exception lost) when (lost is IOException or SocketException or AuthenticationException)
        {
            return SmtpBreak.Closed;
        }
    }
}
