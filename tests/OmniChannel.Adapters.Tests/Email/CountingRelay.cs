using System.Net;
using System.Net.Sockets;

namespace OmniChannel.Tests.Email;

/// <summary>Passes bytes on to a server and counts the connections it is reached by.</summary>
internal sealed class CountingRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Task _accepting;
    private int _connections;

    public CountingRelay(int to)
    {
        _listener.Start();
        _accepting = AcceptAsync(to);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => _connections;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        try
        {
            await _accepting;
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync(int to)
    {
        var relays = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            Interlocked.Increment(ref _connections);
            relays.Add(RelayAsync(client, to));
        }

        await Task.WhenAll(relays);
    }

    private async Task RelayAsync(TcpClient accepted, int to)
    {
        using var client = accepted;
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, to, _stop.Token);
        try
        {
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(client.GetStream(), _stop.Token));
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            client.Close();
        }
    }
}
