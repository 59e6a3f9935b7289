using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace OmniChannel.Tests.PostgreSql.Faults;

/// <summary>What becomes of the next connection on which the client says the word.</summary>
internal enum Fate
{
    /// <summary>It lives.</summary>
    Spared,

    /// <summary>It is cut, and the server never gets the word.</summary>
    CutBefore,

    /// <summary>It is cut when the server has answered, and the client never gets the answer.</summary>
    CutAfter,

    /// <summary>From then on nothing passes any more on any connection, nobody is told, and no new connection is to be had.</summary>
    Silent,
}

/// <summary>A way to the server that may be cut at a word.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly Task _serving;
    private volatile Fate _fate;
    private volatile string _word = "";
    private volatile bool _silent;

    public CuttingProxy(string server)
    {
        _server = new NpgsqlConnectionStringBuilder(server);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The server through the proxy. Statements travel in words: none is prepared twice.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        AutoPrepareMinUsages = 1_000_000,
        CancellationTimeout = 500,
    }.ConnectionString;

    /// <summary>Whether it keeps nobody listening, as a pooler in transaction mode: the command succeeds, and no notification ever comes.</summary>
    public bool IsDeaf { get; init; }

    public void At(string word, Fate fate) => (_word, _fate) = (word, fate);

    /// <summary>Lets everything pass again.</summary>
    public void Heal() => _silent = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
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
                if (_silent)
                {
                    client.Dispose();
                }
                else
                {
                    open.Add(HandleAsync(client));
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task HandleAsync(TcpClient client)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(_server.Host!, _server.Port, end.Token);
                var doomed = new TaskCompletionSource();
                await Task.WhenAny(ForwardAsync(client, server, doomed, end.Token), AnswerAsync(server, client, doomed.Task, end.Token));
                await end.CancelAsync();
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One side went away: so does the other, by leaving.
                return;
            }
        }
    }

    private async Task ForwardAsync(TcpClient from, TcpClient to, TaskCompletionSource doomed, CancellationToken cancellationToken)
    {
        var buffer = new byte[65_536];
        while (await from.GetStream().ReadAsync(buffer, cancellationToken) is > 0 and var length)
        {
            if (_fate != Fate.Spared && Encoding.ASCII.GetString(buffer, 0, length).Contains(_word, StringComparison.Ordinal))
            {
                var fate = _fate;
                _fate = Fate.Spared;
                _silent = fate == Fate.Silent;
                if (fate == Fate.CutBefore)
                {
                    return;
                }

                if (fate == Fate.CutAfter)
                {
                    doomed.SetResult();
                }
            }

            if (_silent)
            {
                continue;
            }

            if (IsDeaf && buffer.AsSpan(0, length).IndexOf("LISTEN "u8) is >= 0 and var at)
            {
                "NOTIFY "u8.CopyTo(buffer.AsSpan(at));
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        }
    }

    private async Task AnswerAsync(TcpClient from, TcpClient to, Task doomed, CancellationToken cancellationToken)
    {
        var buffer = new byte[65_536];
        while (await from.GetStream().ReadAsync(buffer, cancellationToken) is > 0 and var length)
        {
            if (doomed.IsCompleted)
            {
                return;
            }

            if (_silent)
            {
                continue;
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        }
    }
}
