using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OmniChannel.Tests;

/// <summary>A server over real loopback sockets whose every byte a test decides, so that it can break off, drip, or answer nonsense.</summary>
internal sealed class ScriptedHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private readonly Func<Exchange, Task> _script;
    private readonly Task _serving;
    private int _connections;

    public ScriptedHttpServer(Func<Exchange, Task> script, X509Certificate2? certificate = null)
    {
        _script = script;
        _certificate = certificate;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>A server that reads each request and gives this answer.</summary>
    public static ScriptedHttpServer Answering(string answer) => new(async exchange =>
    {
        await exchange.ReadRequestAsync();
        await exchange.WriteAsync(answer);
    });

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}/hook");

    /// <summary>Every request that came in whole, in order.</summary>
    public ConcurrentQueue<Request> Requests { get; } = new();

    public int Connections => Volatile.Read(ref _connections);

    public static string Answer(int status, string body = "", params string[] headers) =>
        $"HTTP/1.1 {status} Said\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
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
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                open.Add(HandleAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task HandleAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                    stream = tls;
                }

                await _script(new Exchange(this, client, stream, _stop.Token));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The client went away or the test ended: scripts of faults end like this.
                return;
            }
        }
    }

    internal sealed record Request(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);

    internal sealed class Exchange(ScriptedHttpServer server, TcpClient client, Stream stream, CancellationToken stop)
    {
        public CancellationToken Stop => stop;

        public async Task<Request> ReadRequestAsync()
        {
            var head = await ReadHeadAsync();
            var lines = head.Split("\r\n");
            var first = lines[0].Split(' ');
            var headers = lines.Skip(1).Where(line => line.Length > 0)
                .ToDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), StringComparer.OrdinalIgnoreCase);
            var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, System.Globalization.CultureInfo.InvariantCulture) : 0];
            await stream.ReadExactlyAsync(body, stop);
            var request = new Request(first[0], first[1], headers, body);
            server.Requests.Enqueue(request);
            return request;
        }

        public async Task<string> ReadHeadAsync()
        {
            var head = new StringBuilder();
            var one = new byte[1];
            while (!(head.Length >= 4 && head[^1] == '\n' && head[^3] == '\n'))
            {
                await stream.ReadExactlyAsync(one, stop);
                head.Append((char)one[0]);
            }

            return head.ToString();
        }

        public async Task WriteAsync(string text)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
            await stream.FlushAsync(stop);
        }

        /// <summary>Ends the connection by RST instead of FIN.</summary>
        public void Reset()
        {
            client.Client.LingerState = new LingerOption(true, 0);
            client.Close();
        }

        /// <summary>Says nothing more until the client hangs up.</summary>
        public async Task HangAsync()
        {
            var rest = new byte[1024];
            while (await stream.ReadAsync(rest, stop) > 0)
            {
                // What a client still sends is of no interest.
            }
        }
    }
}
