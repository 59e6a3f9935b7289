using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OmniChannel.Testing;

/// <summary>A provider over real loopback sockets that says what it is told and breaks where it is told, in HTTP/1.1. For tests of adapters.</summary>
public sealed class ProviderDouble : IAsyncDisposable
{
    private const int MaxHead = 65_536;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ProviderRequest, ProviderReply> _reply;
    private readonly bool _speaksNoTls;
    private readonly X509Certificate2? _certificate;
    private readonly Func<ProviderRequest, bool> _resets;
    private readonly Task _serving;
    private int _resetHeads;

    /// <summary>Begins to listen.</summary>
    /// <param name="reply">Says what is done with a request; called by many threads.</param>
    public ProviderDouble(Func<ProviderRequest, ProviderReply> reply)
        : this(reply, speaksNoTls: false)
    {
    }

    /// <param name="reply">Says what is done with a request.</param>
    /// <param name="speaksNoTls">Whether its address is https, and who begins a handshake there gets plain text.</param>
    /// <param name="resets">Whether the connection is reset before the body of a request is read, by its head; null for never.</param>
    /// <param name="certificate">By what it speaks TLS; null for http. The caller's to dispose of.</param>
    internal ProviderDouble(Func<ProviderRequest, ProviderReply> reply, bool speaksNoTls = false, Func<ProviderRequest, bool>? resets = null, X509Certificate2? certificate = null)
    {
        ArgumentNullException.ThrowIfNull(reply);
        _reply = reply;
        _speaksNoTls = speaksNoTls;
        _certificate = certificate;
        _resets = resets ?? (static _ => false);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it listens: http on 127.0.0.1, ending in a slash.</summary>
    public Uri Address => new($"{(_speaksNoTls || _certificate is not null ? "https" : "http")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Every request that came in whole, in order.</summary>
    public ConcurrentQueue<ProviderRequest> Requests { get; } = new();

    /// <summary>How many requests were reset before their bodies were read.</summary>
    internal int Resets => Volatile.Read(ref _resetHeads);

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _serving.ConfigureAwait(false);
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                open.Add(HandleAsync(await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open).ConfigureAwait(false);
        }
    }

    private async Task HandleAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (_speaksNoTls)
                {
                    // Whoever begins a TLS handshake here gets plain text.
                    await stream.WriteAsync("HTTP/1.1 400 Said\r\n\r\n"u8.ToArray(), _stop.Token).ConfigureAwait(false);
                    return;
                }

                if (_certificate is null)
                {
                    await ExchangeAsync(client, stream).ConfigureAwait(false);
                    return;
                }

                var secured = new SslStream(stream);
                await using (secured.ConfigureAwait(false))
                {
                    await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token).ConfigureAwait(false);
                    await ExchangeAsync(client, secured).ConfigureAwait(false);
                }
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or AuthenticationException)
            {
                // The client went away, or the test ended.
                client.Close();
            }
        }
    }

    private async Task ExchangeAsync(TcpClient client, Stream stream)
    {
        var (first, headers) = await ReadHeadAsync(stream).ConfigureAwait(false);
        var early = new ProviderRequest { Method = first[0], Target = first.Length > 1 ? first[1] : "", Headers = headers, Body = [] };
        if (_resets(early))
        {
            Interlocked.Increment(ref _resetHeads);
            Reset(client);
            return;
        }

        var body = new byte[int.Parse(early.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        if (early.Header("Expect") is not null)
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _stop.Token).ConfigureAwait(false);
        }

        await stream.ReadExactlyAsync(body, _stop.Token).ConfigureAwait(false);
        var request = early with { Body = body };
        Requests.Enqueue(request);
        var reply = _reply(request);
        switch (reply.End)
        {
            case ReplyEnd.ResetAfter:
                Reset(client);
                return;
            case ReplyEnd.Silence:
                await SilenceAsync(stream).ConfigureAwait(false);
                return;
            case ReplyEnd.ResetAfterHead:
                await stream.WriteAsync(reply.Head(), _stop.Token).ConfigureAwait(false);
                Reset(client);
                return;
            case ReplyEnd.SlowBody:
                await stream.WriteAsync(reply.Head(), _stop.Token).ConfigureAwait(false);
                await SilenceAsync(stream).ConfigureAwait(false);
                return;
            default:
                await stream.WriteAsync(reply.Bytes(), _stop.Token).ConfigureAwait(false);
                return;
        }
    }

    private static void Reset(TcpClient client)
    {
        client.Client.LingerState = new LingerOption(true, 0);
        client.Close();
    }

    private async Task SilenceAsync(Stream stream)
    {
        var rest = new byte[256];
        while (await stream.ReadAsync(rest, _stop.Token).ConfigureAwait(false) > 0)
        {
            // What a client still sends is of no interest.
        }
    }

    private async Task<(string[] First, List<KeyValuePair<string, string>> Headers)> ReadHeadAsync(Stream stream)
    {
        var head = new List<byte>(1024);
        var one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            await stream.ReadExactlyAsync(one, _stop.Token).ConfigureAwait(false);
            head.Add(one[0]);
            if (head.Count > MaxHead)
            {
                throw new IOException("The head of the request has no end.");
            }
        }

        var lines = Encoding.UTF8.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return (lines[0].Split(' '), [.. lines.Skip(1).Select(line => line.Split(':', 2)).Select(pair => KeyValuePair.Create(pair[0], pair.Length > 1 ? pair[1].Trim() : ""))]);
    }
}
