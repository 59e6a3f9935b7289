using System.Globalization;
using Npgsql;

namespace OmniChannel.Benchmarks;

/// <summary>The statements of a SendAsync and nothing else, by Npgsql on one connection: the same SQL, rows of the same size, prepared.</summary>
/// <param name="statements">Where they run.</param>
/// <param name="schema">Where the tables are, with the customers saved.</param>
/// <param name="send">What a SendAsync wrote.</param>
internal sealed class PostgreSqlBare(PostgreSqlStatements statements, string schema, PostgreSqlSend send)
{
    private readonly string _kinds = string.Join('\u001F', SendingShop.Around.Select(a => a.Kind.ToString(CultureInfo.InvariantCulture)));
    private readonly string _names = string.Join('\u001F', SendingShop.Around.Select(a => a.Name));
    private readonly string _keys = string.Join('\u001F', SendingShop.Around.Select(a => a.Key));

    private readonly string _around = $"""
        SELECT n.place, s.version, s.body
        FROM unnest(string_to_array($2, E'\x1F')::integer[], string_to_array($3, E'\x1F'), string_to_array($4, E'\x1F')) WITH ORDINALITY AS n (kind, name, key, place)
        CROSS JOIN LATERAL (
          SELECT s.version, s.body FROM {schema}.omni_partition p JOIN {schema}.omni_state s ON s.tenant = p.tenant AND s.partition = p.id
          WHERE p.tenant = $1 AND p.kind = n.kind AND p.name = n.name AND s.key = n.key LIMIT 1) s
        """;

    private readonly string _partition = $"SELECT p.id, p.last_sequence, p.last_number, coalesce((SELECT max(e.seq) FROM {schema}.omni_event e WHERE e.tenant = p.tenant AND e.partition = p.id), 0) FROM {schema}.omni_partition p WHERE p.tenant = $1 AND p.kind = $2 AND p.name = $3";
    private readonly string _state = $"SELECT version, body FROM {schema}.omni_state WHERE tenant = $1 AND partition = $2 AND key = $3";
    private readonly string _outbox = $"INSERT INTO {schema}.omni_outbox (tenant, partition, delivery, state, fence, attempts, body, created_at) VALUES ($1, $2, $3, 0, 0, 0, $4, $5) ON CONFLICT DO NOTHING";
    private readonly string _schedule = $"INSERT INTO {schema}.omni_schedule AS s (tenant, partition, kind, key, due, claimable_at, fence) VALUES ($1, $2, $3, $4, $5, $5, nextval('{schema}.omni_fence')) ON CONFLICT (tenant, partition, kind, key) DO UPDATE SET due = excluded.due, claimable_at = excluded.claimable_at, fence = nextval('{schema}.omni_fence')";
    private readonly string _lookup = $"INSERT INTO {schema}.omni_lookup AS l (tenant, kind, key, partition, body, expires_at) VALUES ($1, $2, $3, $4, $5, NULL) ON CONFLICT (tenant, kind, key) DO UPDATE SET partition = excluded.partition, body = excluded.body, expires_at = excluded.expires_at WHERE l.expires_at <= $6";
    private readonly string _event = $"INSERT INTO {schema}.omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8) ON CONFLICT (tenant, partition, source, id) DO NOTHING RETURNING seq";
    private readonly string _put = $"UPDATE {schema}.omni_state SET version = $4 + 1, body = $5 WHERE tenant = $1 AND partition = $2 AND key = $3 AND version = $4";

    public async Task SendAsync(int customer)
    {
        var name = $"c-{customer:0000}";
        var delivery = $"{send.Delivery[..^6]}{customer:000000}";
        await statements.AskAsync(_around, 1, _kinds, _names, _keys);
        await statements.LaterAsync("BEGIN ISOLATION LEVEL READ COMMITTED");
        await statements.AskAsync("SELECT pg_advisory_xact_lock($1)", (long)customer);
        var partition = await statements.AskAsync(_partition, 1, 1, name);
        var version = await statements.AskAsync(_state, 1, partition, "state");
        await statements.AskAsync(_outbox, 1, partition, delivery, send.Outbox, send.At);
        await statements.LaterAsync(_schedule, 1, partition, "dispatch", delivery, send.At);
        await statements.AskAsync(_lookup, 1, 3, delivery, partition, Array.Empty<byte>(), send.At);
        await statements.AskAsync(_event, 1, partition, statements.LastEvent + 1, send.Source, $"{send.EventId}{customer}", send.Type, send.At, send.Event);
        await statements.LaterAsync(_put, 1, partition, "state", version, send.State);
        await statements.AskAsync("COMMIT");
    }
}

/// <summary>What one SendAsync wrote, to be written again by the bare loop.</summary>
internal sealed record PostgreSqlSend(string Delivery, long At, byte[] Outbox, string Source, string EventId, string Type, byte[] Event, byte[] State)
{
    public static async Task<PostgreSqlSend> ReadAsync(NpgsqlConnection connection, string schema, string customer)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT o.delivery, o.created_at, o.body, e.source, e.id, e.type, e.body, s.body
            FROM {schema}.omni_partition p JOIN {schema}.omni_outbox o ON o.partition = p.id JOIN {schema}.omni_state s ON s.partition = p.id AND s.key = 'state' JOIN {schema}.omni_event e ON e.partition = p.id
            WHERE p.name = $1 ORDER BY e.seq DESC LIMIT 1
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = customer });
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetFieldValue<byte[]>(6), row.GetFieldValue<byte[]>(7));
    }
}
