using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using OmniChannel.Delivery;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email;

/// <summary>A server on loopback that says exactly what a test tells it to, right or wrong, to one client after the other.</summary>
internal sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Task _script;

    /// <param name="scripts">What each client meets, in the order in which they come.</param>
    public ScriptedSmtpServer(params Func<Peer, Task>[] scripts)
    {
        _listener.Start();
        _script = RunAsync(scripts);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The lines that the client sent, in order.</summary>
    public List<string> Received { get; } = [];

    /// <summary>What a well-behaved server says up to where a test takes over; null ends the connection.</summary>
    public static Func<Peer, Task> Answers(params string?[] replies) => async peer =>
    {
        await peer.SayAsync("220 here");
        foreach (var reply in replies)
        {
            if (await peer.HearAsync() is null || reply is null)
            {
                return;
            }

            await peer.SayAsync(reply);
            if (reply.StartsWith("354", StringComparison.Ordinal))
            {
                await peer.HearMessageAsync();
                await peer.SayAsync("250 2.0.0 taken");
            }
        }
    };

    /// <summary>A good server up to the command of this stage, then something else instead of its reply.</summary>
    public static Func<Peer, Task> Until(string stage, Func<Peer, Task> then) => async peer =>
    {
        if (stage != "Greeting")
        {
            await peer.SayAsync("220 here");
            foreach (var (at, reply) in new[] { ("Hello", "250 here"), ("Sender", "250 ok"), ("Recipient", "250 ok"), ("DataStart", "354 go") })
            {
                await peer.HearAsync();
                if (at == stage)
                {
                    break;
                }

                await peer.SayAsync(reply);
            }

            if (stage == "DataEnd")
            {
                await peer.HearMessageAsync();
            }
        }

        await then(peer);
    };

    /// <summary>Sends a message to this server; <paramref name="change"/> may turn TLS on, and then the server is "localhost".</summary>
    public async Task<AttemptOutcome> SendAsync(Action<SmtpOptions>? change = null, OutgoingMessage? message = null, TimeProvider? time = null, CancellationTokenSource? caller = null)
    {
        var options = Mail.Account("127.0.0.1", Port);
        change?.Invoke(options);
        if (options.Security != SmtpSecurity.None)
        {
            options.Host = "localhost";
        }

        var adapter = new SmtpChannelAdapter("default", options, time ?? TimeProvider.System, NullLogger<SmtpChannelAdapter>.Instance);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(caller?.Token ?? default, TestContext.Current.CancellationToken);
        return await adapter.SendAsync(message ?? Mail.To("alice@example.test"), either.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        try
        {
            await _script;
        }
        catch (Exception over) when (over is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The client left, or the test is over.
        }

        _stop.Dispose();
    }

    private async Task RunAsync(Func<Peer, Task>[] scripts)
    {
        var clients = new List<Task>();
        foreach (var script in scripts)
        {
            clients.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token), script));
        }

        await Task.WhenAll(clients);
    }

    private async Task ServeAsync(TcpClient accepted, Func<Peer, Task> script)
    {
        using var client = accepted;
        client.NoDelay = true;
        await script(new Peer(client, Received, _stop.Token));
    }

    internal sealed class Peer(TcpClient client, List<string> received, CancellationToken stop)
    {
        private Stream _stream = client.GetStream();

        public CancellationToken Stop => stop;

        public Task SayAsync(string line) => SayRawAsync(line + "\r\n");

        public async Task SayRawAsync(string text)
        {
            await _stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop);
            await _stream.FlushAsync(stop);
        }

        public async Task<string?> HearAsync()
        {
            var line = new List<byte>();
            var one = new byte[1];
            while (await _stream.ReadAsync(one, stop) == 1)
            {
                line.Add(one[0]);
                if (one[0] == '\n')
                {
                    var text = Encoding.UTF8.GetString([.. line]).TrimEnd('\r', '\n');
                    received.Add(text);
                    return text;
                }
            }

            return null;
        }

        /// <summary>Reads up to the line that is only a dot.</summary>
        public async Task HearMessageAsync()
        {
            while (await HearAsync() is { } line && line != ".")
            {
            }
        }

        public async Task SecureAsync(X509Certificate2 certificate)
        {
            var secure = new SslStream(_stream);
            _stream = secure;
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
        }

        /// <summary>Says nothing more and keeps the line open until the test is over.</summary>
        public Task HangAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);

        /// <summary>Cuts the line with a reset.</summary>
        public void Reset()
        {
            client.LingerState = new LingerOption(true, 0);
            client.Close();
        }
    }
}
