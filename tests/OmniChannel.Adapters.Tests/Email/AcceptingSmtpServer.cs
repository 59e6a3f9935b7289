using System.Net;
using System.Net.Sockets;

namespace OmniChannel.Tests.Email;

/// <summary>A server on loopback that takes every message of every client, with SMTPUTF8 and without TLS.</summary>
internal sealed class AcceptingSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<Task> _clients = [];
    private readonly Task _accepting;

    public AcceptingSmtpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        try
        {
            await _accepting;
            await Task.WhenAll(_clients);
        }
        catch (Exception over) when (over is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // A client left, or the test is over.
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            _clients.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        var peer = new ScriptedSmtpServer.Peer(client, [], _stop.Token);
        await peer.SayAsync("220 here");
        while (await peer.HearAsync() is { } line)
        {
            switch (line.Split(' ', 2)[0])
            {
                case "EHLO":
                    await peer.SayAsync("250-here\r\n250-8BITMIME\r\n250 SMTPUTF8");
                    break;
                case "DATA":
                    await peer.SayAsync("354 go");
                    await peer.HearMessageAsync();
                    await peer.SayAsync("250 2.0.0 taken");
                    break;
                case "QUIT":
                    await peer.SayAsync("221 bye");
                    return;
                default:
                    await peer.SayAsync("250 ok");
                    break;
            }
        }
    }
}
