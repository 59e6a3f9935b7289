using Npgsql;

namespace OmniChannel.Benchmarks;

/// <summary>A row that the bare loop has claimed, with what it reads again before it calls.</summary>
internal sealed record BareRow(long Partition, string Key, byte[] Outbox, byte[] State);

/// <summary>What a good programmer writes over the same tables: claims 50, each customer's in their order, reads consent, caps and message of all of them, and acknowledges 50.</summary>
internal interface IBareClaims : IAsyncDisposable
{
    Task<IReadOnlyList<BareRow>> ClaimAsync();

    Task AcknowledgeAsync(IReadOnlyList<BareRow> rows);
}

/// <summary>On PostgreSQL: one statement each, over arrays.</summary>
internal class PostgreSqlBareClaims(NpgsqlConnection connection) : IBareClaims
{
    public const int Batch = 50;

    private const string Claim = """
        WITH due AS (
          SELECT s.partition, s.kind, s.key FROM omni_schedule s
          WHERE s.tenant = 1 AND s.priority = $1 AND s.queue = $2 AND s.claimable_at <= $3
            AND NOT EXISTS (SELECT 1 FROM omni_schedule e WHERE e.tenant = 1 AND e.partition = s.partition AND e.priority = $1 AND (e.due, e.kind, e.key) < (s.due, s.kind, s.key))
          ORDER BY s.claimable_at LIMIT 50 FOR UPDATE SKIP LOCKED)
        UPDATE omni_schedule s SET fence = s.fence + 1, claimable_at = $4 FROM due
        WHERE s.tenant = 1 AND s.partition = due.partition AND s.kind = due.kind AND s.key = due.key RETURNING s.partition, s.key
        """;

    private const string Read = """
        SELECT n.partition, n.key, o.body, t.body FROM unnest($1, $2) AS n (partition, key)
        CROSS JOIN LATERAL (SELECT body FROM omni_outbox WHERE tenant = 1 AND partition = n.partition AND delivery = n.key LIMIT 1) o
        CROSS JOIN LATERAL (SELECT body FROM omni_state WHERE tenant = 1 AND partition = n.partition AND key = 'state' LIMIT 1) t
        """;

    private const string Accept = "UPDATE omni_outbox o SET state = 3, fence = o.fence + 1, attempts = o.attempts + 1 FROM unnest($1, $2) AS n (partition, key) WHERE o.tenant = 1 AND o.partition = n.partition AND o.delivery = n.key";
    protected const string Complete = "DELETE FROM omni_schedule s USING unnest($1, $2) AS n (partition, key) WHERE s.tenant = 1 AND s.partition = n.partition AND s.kind = 'dispatch' AND s.key = n.key";

    /// <summary>Whether it only claims and completes.</summary>
    public bool IsShort { get; init; }

    protected NpgsqlConnection Connection => connection;

    public static async Task<PostgreSqlBareClaims> OpenAsync(string place, bool isShort = false) => new(await ConnectAsync(place)) { IsShort = isShort };

    protected static async Task<NpgsqlConnection> ConnectAsync(string place)
    {
        var connection = new NpgsqlConnection(place + ";Max Auto Prepare=100;Auto Prepare Min Usages=2;No Reset On Close=true");
        await connection.OpenAsync();
        await PostgreSqlRounds.RunSqlAsync(connection, "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off");
        return connection;
    }

    public virtual async Task<IReadOnlyList<BareRow>> ClaimAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        List<(long Partition, string Key)> claimed = [];
        await using (var claim = new NpgsqlCommand(Claim, connection) { Parameters = { Of(1), Of("note"), Of(now.UtcTicks), Of(now.AddMinutes(2).UtcTicks) } })
        {
            await using var row = await claim.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                claimed.Add((row.GetInt64(0), row.GetString(1)));
            }
        }

        if (IsShort)
        {
            return claimed.ConvertAll(one => new BareRow(one.Partition, one.Key, [], []));
        }

        var rows = new List<BareRow>(claimed.Count);
        await using var read = new NpgsqlCommand(Read, connection) { Parameters = { Of(claimed.Select(one => one.Partition).ToArray()), Of(claimed.Select(one => one.Key).ToArray()) } };
        await using var found = await read.ExecuteReaderAsync();
        while (await found.ReadAsync())
        {
            rows.Add(new BareRow(found.GetInt64(0), found.GetString(1), found.GetFieldValue<byte[]>(2), found.GetFieldValue<byte[]>(3)));
        }

        return rows;
    }

    public virtual async Task AcknowledgeAsync(IReadOnlyList<BareRow> rows)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in IsShort ? [Complete] : new[] { Accept, Complete })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { Of(rows.Select(row => row.Partition).ToArray()), Of(rows.Select(row => row.Key).ToArray()) } });
        }

        await batch.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return connection.DisposeAsync();
    }

    protected static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
