using Npgsql;

namespace OmniChannel.Benchmarks;

/// <summary>The same on PostgreSQL as <see cref="SqliteKeptClaims"/>: a statement for each table, over arrays.</summary>
internal sealed class PostgreSqlKeptClaims(NpgsqlConnection connection) : PostgreSqlBareClaims(connection)
{
    private const string Mark = "UPDATE omni_outbox o SET state = 1, fence = o.fence + 1, attempts = o.attempts + 1, body = n.body, version = o.version + 1 FROM unnest($1, $2, $3) AS n (partition, key, body) WHERE o.tenant = 1 AND o.partition = n.partition AND o.delivery = n.key";
    private const string Reserve = "UPDATE omni_state s SET version = s.version + 1, body = n.body FROM unnest($1, $2) AS n (partition, body) WHERE s.tenant = 1 AND s.partition = n.partition AND s.key = 'state'";
    private const string Record = "UPDATE omni_outbox o SET state = 3, fence = o.fence + 1, body = n.body, version = o.version + 1 FROM unnest($1, $2, $3) AS n (partition, key, body) WHERE o.tenant = 1 AND o.partition = n.partition AND o.delivery = n.key";
    private const string Append = """
        INSERT INTO omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body)
        SELECT 1, n.partition, coalesce((SELECT max(e.seq) FROM omni_event e WHERE e.tenant = 1 AND e.partition = n.partition), 0) + 1, 'omnichannel', n.key, 'delivery/accepted', $3, $3, $4 FROM unnest($1, $2) AS n (partition, key)
        """;

    public static new async Task<PostgreSqlKeptClaims> OpenAsync(string place, bool isShort = false) => new(await ConnectAsync(place)) { IsShort = isShort };

    public override async Task<IReadOnlyList<BareRow>> ClaimAsync()
    {
        await PostgreSqlRounds.RunSqlAsync(Connection, "BEGIN");
        var rows = await base.ClaimAsync();
        await using var batch = new NpgsqlBatch(Connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Mark) { Parameters = { Partitions(rows), Keys(rows), Of(rows.Select(KeptBodies.Outbox).ToArray()) } },
                new NpgsqlBatchCommand(Reserve) { Parameters = { Partitions(rows), Of(rows.Select(KeptBodies.State).ToArray()) } },
                new NpgsqlBatchCommand("COMMIT"),
            },
        };
        await batch.ExecuteNonQueryAsync();
        return rows;
    }

    public override async Task AcknowledgeAsync(IReadOnlyList<BareRow> rows)
    {
        await using var batch = new NpgsqlBatch(Connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Record) { Parameters = { Partitions(rows), Keys(rows), Of(rows.Select(KeptBodies.Outbox).ToArray()) } },
                new NpgsqlBatchCommand(Append) { Parameters = { Partitions(rows), Keys(rows), Of(TimeProvider.System.GetUtcNow().UtcTicks), Of(KeptBodies.Entry) } },
                new NpgsqlBatchCommand(Complete) { Parameters = { Partitions(rows), Keys(rows) } },
            },
        };
        await batch.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter<long[]> Partitions(IReadOnlyList<BareRow> rows) => Of(rows.Select(row => row.Partition).ToArray());

    private static NpgsqlParameter<string[]> Keys(IReadOnlyList<BareRow> rows) => Of(rows.Select(row => row.Key).ToArray());
}
