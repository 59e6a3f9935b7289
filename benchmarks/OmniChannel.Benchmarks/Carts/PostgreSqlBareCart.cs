using Npgsql;

namespace OmniChannel.Benchmarks;

/// <summary>The statements of a cart command and nothing else, by Npgsql on one connection: the same SQL, rows of the same size, prepared.</summary>
/// <param name="statements">Where they run.</param>
/// <param name="schema">Where the tables are, with the carts filled.</param>
/// <param name="rows">What a command writes.</param>
internal sealed class PostgreSqlBareCart(PostgreSqlStatements statements, string schema, PostgreSqlCartRows rows)
{
    private readonly string _partition = $"SELECT p.id, p.last_sequence, p.last_number, coalesce((SELECT max(e.seq) FROM {schema}.omni_event e WHERE e.tenant = p.tenant AND e.partition = p.id), 0) FROM {schema}.omni_partition p WHERE p.tenant = $1 AND p.kind = $2 AND p.name = $3";
    private readonly string _state = $"SELECT version, body FROM {schema}.omni_state WHERE tenant = $1 AND partition = $2 AND key = $3";
    private readonly string _found = $"SELECT seq, source, id, type, at, recorded_at, body FROM {schema}.omni_event WHERE tenant = $1 AND partition = $2 AND source = $3 AND id = $4";
    private readonly string _event = $"INSERT INTO {schema}.omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    private readonly string _put = $"UPDATE {schema}.omni_state SET version = $4 + 1, body = $5 WHERE tenant = $1 AND partition = $2 AND key = $3 AND version = $4";

    public async Task DoAsync(int customer, string id, long at)
    {
        await statements.LaterAsync("BEGIN ISOLATION LEVEL READ COMMITTED");
        await statements.LaterAsync("SELECT pg_advisory_xact_lock($1)", (long)customer);
        var partition = await statements.AskAsync(_partition, 1, 1, CartRounds.Customer(customer));
        var version = await statements.AskAsync(_state, 1, partition, "cart/1");
        await statements.AskAsync(_found, 1, partition, rows.Source, id);
        await statements.LaterAsync(_event, 1, partition, statements.LastEvent + 1, rows.Source, id, rows.Type, at, at, rows.Event);
        await statements.LaterAsync(_put, 1, partition, "cart/1", version, rows.Head);
        await statements.AskAsync("COMMIT");
    }
}

/// <summary>What one command wrote, to be written again by the bare loop.</summary>
internal sealed record PostgreSqlCartRows(string Source, string Type, byte[] Event, byte[] Head)
{
    public static async Task<PostgreSqlCartRows> ReadAsync(NpgsqlConnection connection, string schema)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT e.source, e.type, e.body, s.body FROM {schema}.omni_state s JOIN {schema}.omni_event e ON e.tenant = s.tenant AND e.partition = s.partition WHERE s.key = 'cart/1' ORDER BY e.seq DESC LIMIT 1",
            connection);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3));
    }
}
