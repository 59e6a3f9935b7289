using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.Benchmarks;

/// <summary>A store with a backlog: a SQLite file or a schema on the server, in which the first customer, its state and its queued message are copied as often as is wished, by one statement for each table.</summary>
internal sealed class DispatchPlace : IAsyncDisposable
{
    private const string Delivery = "d-";
    private readonly string _place;
    private readonly bool _isServer;

    /// <param name="server">The server's connection string; null for SQLite.</param>
    /// <param name="name">Tells it from others of this run.</param>
    public DispatchPlace(string? server, string name)
    {
        _isServer = server is not null;
        _place = server is null ? Path.Combine(Directory.CreateTempSubdirectory("omnichannel-dispatch-").FullName, name + ".db") : $"{server};Search Path=dispatch_{Environment.ProcessId}_{name}";
    }

    /// <summary>A text by which another process finds it.</summary>
    public string Text => (_isServer ? "postgresql|" : "sqlite|") + _place;

    private string Schema => new NpgsqlConnectionStringBuilder(_place).SearchPath!;

    public IOmniStore Store() => Store(Text);

    public static IOmniStore Store(string text) => text.Split('|', 2) is ["sqlite", var path]
        ? SqliteOmniStore.Create(new SqliteStoreOptions { Path = path, Synchronous = SqliteSynchronous.Full })
        : PostgreSqlOmniStore.Create(new PostgreSqlStoreOptions { ConnectionString = text.Split('|', 2)[1], SchemaName = new NpgsqlConnectionStringBuilder(text.Split('|', 2)[1]).SearchPath! });

    /// <summary>Copies the first customer's rows, each with the name of its customer and, where its place under the caps is kept, of its delivery; all of them are due.</summary>
    public async Task FillAsync(int customers)
    {
        await using var shop = await DispatchShop.OpenAsync(Store(), new Uri("http://127.0.0.1:9/"), DispatchMode.None);
        await shop.QueueFirstAsync();
        await RunAsync(string.Join(";\n", Copies(customers)));
        await RunAsync("ANALYZE");
    }

    /// <summary>How many rows were accepted by a provider.</summary>
    public async Task<long> AcceptedAsync()
    {
        const string sql = "SELECT count(*) FROM omni_outbox WHERE state = 3";
        if (_isServer)
        {
            await using var connection = new NpgsqlConnection(_place);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            return (long)(await command.ExecuteScalarAsync())!;
        }

        using var file = BareLoop.Open(_place, "PRAGMA query_only = ON");
        using var count = file.CreateCommand();
        count.CommandText = sql;
        return (long)count.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isServer)
        {
            await RunAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        }
        else
        {
            Directory.Delete(Path.GetDirectoryName(_place)!, recursive: true);
        }
    }

    private IEnumerable<string> Copies(int customers)
    {
        var numbers = _isServer
            ? $"generate_series(1, {customers}) AS n (n)"
            : string.Create(CultureInfo.InvariantCulture, $"(WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {customers}) SELECT n FROM r) AS n");
        var name = _isServer ? "'c' || lpad(n.n::text, 9, '0')" : "printf('c%09d', n.n)";
        var delivery = _isServer ? $"'{Delivery}' || n.n::text" : $"'{Delivery}' || n.n";
        string Body(string of) => _isServer
            ? $"convert_to(replace(replace(convert_from({of}.body, 'UTF8'), '{DispatchShop.First}', {name}), f.delivery, {delivery}), 'UTF8')"
            : $"CAST(replace(replace(CAST({of}.body AS TEXT), '{DispatchShop.First}', {name}), f.delivery, {delivery}) AS BLOB)";
        var first = $"(SELECT p.id, p.tenant, o.delivery FROM omni_partition p JOIN omni_outbox o ON o.partition = p.id WHERE p.name = '{DispatchShop.First}') f";
        var joined = $"FROM {numbers} JOIN {first} ON true JOIN omni_partition p ON p.tenant = f.tenant AND p.kind = 1 AND p.name = {name}";
        yield return $"INSERT INTO omni_partition (tenant, kind, name, last_sequence, last_number) SELECT f.tenant, 1, {name}, 0, 0 FROM {numbers} JOIN {first} ON true";
        yield return $"INSERT INTO omni_state (tenant, partition, key, version, body) SELECT f.tenant, p.id, s.key, s.version, {Body("s")} {joined} JOIN omni_state s ON s.partition = f.id";
        yield return $"INSERT INTO omni_outbox (tenant, partition, delivery, state, fence, attempts, created_at, body) SELECT f.tenant, p.id, {delivery}, 0, 0, 0, o.created_at, {Body("o")} {joined} JOIN omni_outbox o ON o.partition = f.id";
        yield return $"INSERT INTO omni_schedule (tenant, partition, kind, key, due, claimable_at, fence, priority, queue, in_order) SELECT f.tenant, p.id, s.kind, {delivery}, s.due, s.claimable_at, 1, s.priority, s.queue, s.in_order {joined} JOIN omni_schedule s ON s.partition = f.id";
        yield return $"DELETE FROM omni_schedule WHERE partition = (SELECT id FROM omni_partition WHERE name = '{DispatchShop.First}') AND kind = 'dispatch'";
    }

    private async Task RunAsync(string sql)
    {
        if (_isServer)
        {
            await using var connection = new NpgsqlConnection(_place + ";Command Timeout=600");
            await connection.OpenAsync();
            await PostgreSqlRounds.RunSqlAsync(connection, sql);
            return;
        }

        using SqliteConnection file = BareLoop.Open(_place, "PRAGMA synchronous = OFF");
        using var command = file.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
