using System.Data;
using Npgsql;
using OmniChannel.PostgreSql;

namespace OmniChannel.Tests.PostgreSql;

public sealed class WarmConnectionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Take_SeveralRest_GivesTheOneThatWasUsedLastAndKeepsFour()
    {
        await using var pool = NpgsqlDataSource.Create(Server.Require(Server.PostgreSql));
        var warm = new WarmConnections(most: 4);
        var used = new List<NpgsqlConnection>();
        for (var i = 0; i < 6; i++)
        {
            used.Add(await pool.OpenConnectionAsync(Token));
        }

        foreach (var connection in used)
        {
            await warm.KeepAsync(connection);
        }

        Assert.Equal([ConnectionState.Closed, ConnectionState.Closed, ConnectionState.Open, ConnectionState.Open, ConnectionState.Open, ConnectionState.Open], used.Select(connection => connection.State));
        Assert.Same(used[5], warm.Take());
        Assert.Same(used[4], warm.Take());
        await warm.LetGoAsync(forGood: false);
        Assert.Null(warm.Take());
        Assert.Equal([ConnectionState.Closed, ConnectionState.Closed, ConnectionState.Open, ConnectionState.Open], used.Skip(2).Select(connection => connection.State));

        await warm.KeepAsync(used[4]);
        Assert.Same(used[4], warm.Take());
        await warm.LetGoAsync(forGood: true);
        await warm.KeepAsync(used[4]);
        await warm.KeepAsync(used[5]);
        Assert.Equal([ConnectionState.Closed, ConnectionState.Closed], used.Skip(4).Select(connection => connection.State));
        Assert.Null(warm.Take());
    }
}
