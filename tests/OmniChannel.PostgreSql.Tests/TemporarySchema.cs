using Npgsql;

namespace OmniChannel.Tests.PostgreSql;

/// <summary>A schema of its own in the database of the test server, removed with it.</summary>
internal sealed class TemporarySchema : IAsyncDisposable
{
    private static int _count;

    /// <summary>The server's address: the database in which anything may be made.</summary>
    public string ConnectionString { get; } = Server.Require(Server.PostgreSql);

    public string Name { get; } = $"t{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";

    public PostgreSqlStoreOptions Options => new() { ConnectionString = ConnectionString, SchemaName = Name };

    /// <summary>Runs SQL on a connection of its own and gives the first column of its rows as text.</summary>
    public async Task<List<string>> RunAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Search Path=" + Name);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        }

        return rows;
    }

    public async ValueTask DisposeAsync() => await RunAsync($"DROP SCHEMA IF EXISTS {Name} CASCADE");
}
