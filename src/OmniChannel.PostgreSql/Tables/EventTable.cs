using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>The timeline: appended to, never changed.</summary>
internal sealed class EventTable(string schema)
{
    private readonly RowStatement _insert = new(
        "event",
        $"INSERT INTO {schema}.omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        $"INSERT INTO {schema}.omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body) SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9)");

    // Its number is found where it is written: nothing was read of the partition before.
    private readonly RowStatement _appendSeen = new("event", "", $"""
        INSERT INTO {schema}.omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body)
        SELECT $1, n.partition, greatest(p.last_sequence, coalesce((SELECT max(e.seq) FROM {schema}.omni_event e WHERE e.tenant = $1 AND e.partition = n.partition), 0)) + 1, n.source, n.id, n.type, n.at, n.recorded_at, n.body
        FROM unnest($2, $3, $4, $5, $6, $7, $8) AS n (partition, id, source, type, at, recorded_at, body)
        CROSS JOIN LATERAL (SELECT last_sequence FROM {schema}.omni_partition WHERE id = n.partition LIMIT 1) p
        """);

    // Not EXISTS: the planner makes a join of that, and scans.
    private readonly string _known = $"""
        SELECT n.place FROM unnest($2, $3, $4) WITH ORDINALITY AS n (partition, source, id, place)
        CROSS JOIN LATERAL (SELECT 1 FROM {schema}.omni_event e WHERE e.tenant = $1 AND e.partition = n.partition AND e.source = n.source AND e.id = n.id LIMIT 1) e
        """;

    private readonly string _isKnown = $"SELECT 1::bigint FROM {schema}.omni_event WHERE tenant = $1 AND partition = $2 AND source = $3 AND id = $4";
    private readonly string _last = $"SELECT coalesce(max(seq), 0) FROM {schema}.omni_event WHERE tenant = $1 AND partition = $2";

    private readonly string _insertNew = $"""
        INSERT INTO {schema}.omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (tenant, partition, source, id) DO NOTHING RETURNING seq
        """;

    private readonly string _all = $"{Columns(schema)} AND seq > $3 ORDER BY seq LIMIT $4";
    private readonly string _ofSource = $"{Columns(schema)} AND seq > $3 AND source = $5 ORDER BY seq LIMIT $4";
    private readonly string _one = $"{Columns(schema)} AND source = $3 AND id = $4";
    private readonly string _delete = $"DELETE FROM {schema}.omni_event WHERE tenant = $1 AND partition = $2 AND seq = $3";

    /// <summary>Appends an event. One that this unit has looked for and not found needs no answer: the partition is locked, so its number is known.</summary>
    /// <returns>The sequence number, or 0 when the event was there already.</returns>
    public async ValueTask<long> AppendAsync(PostgreSqlSession session, PartitionRow partition, NewEvent entry, CancellationToken cancellationToken)
    {
        var last = partition.LastEvent ??= await session.AskAsync(Statement(_last, partition), 0L, static row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        var sequence = Math.Max(partition.LastSequence, last) + 1;
        if (partition.MissingEvents.Remove((entry.Source, entry.Id)))
        {
            var (id, body) = EventName.Stored(entry);
            session.Later(_insert, partition, sequence, entry.Source, id, entry.Type, entry.At.UtcTicks, entry.RecordedAt.UtcTicks, body.ToArray());
            partition.LastEvent = sequence;
            return sequence;
        }

        var stored = await session.AskAsync(Insert(_insertNew, partition, sequence, entry), 0L, static row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        partition.LastEvent = Math.Max(last, stored);
        return stored;
    }

    /// <summary>Appends an event that is new, to a partition of which nothing was read; one that is there is a conflict.</summary>
    public void AppendNew(PostgreSqlSession session, PartitionRow partition, NewEvent entry)
    {
        var (id, body) = EventName.Stored(entry);
        session.Later(_appendSeen, partition, id, entry.Source, entry.Type, entry.At.UtcTicks, entry.RecordedAt.UtcTicks, body.ToArray());
        partition.LastEvent = null;
        partition.HasNewEvent = true;
    }

    /// <summary>What finds out beforehand which of these are not there yet, and what is done with each that is.</summary>
    public (NpgsqlBatchCommand Statement, Action<NpgsqlDataReader> Row) Fetch(int tenant, IReadOnlyList<(PartitionRow Partition, string Source, string Id)> wanted)
    {
        foreach (var (partition, source, id) in wanted)
        {
            partition.MissingEvents.Add((source, id));
        }

        return (
            wanted is [var only]
                ? Statement(_isKnown, only.Partition).With(only.Source).With(EventName.Stored(only.Source, only.Id))
                : new NpgsqlBatchCommand(_known).With(tenant).With([.. wanted.Select(one => one.Partition.Id)]).With([.. wanted.Select(one => one.Source)]).With([.. wanted.Select(one => EventName.Stored(one.Source, one.Id))]),
            row =>
            {
                var (partition, source, id) = wanted[(int)row.GetInt64(0) - 1];
                partition.MissingEvents.Remove((source, id));
            });
    }

    public async ValueTask<EventRow?> FindAsync(PostgreSqlSession session, PartitionRow partition, string source, string id, CancellationToken cancellationToken)
    {
        var found = partition.Id == 0 ? null : await session.AskAsync<EventRow?>(Statement(_one, partition).With(source).With(EventName.Stored(source, id)), null, Row, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            partition.MissingEvents.Add((source, id));
        }

        return found;
    }

    public async ValueTask<IReadOnlyList<EventRow>> ReadAsync(PostgreSqlSession session, PartitionRow partition, string? source, long after, int limit, CancellationToken cancellationToken)
    {
        if (partition.Id == 0)
        {
            return [];
        }

        var statement = Statement(source is null ? _all : _ofSource, partition).With(after).With(limit);
        return await session.ListAsync(source is null ? statement : statement.With(source), Row, cancellationToken).ConfigureAwait(false);
    }

    public void Remove(PostgreSqlSession session, PartitionRow partition, long sequence) => session.Later(Statement(_delete, partition).With(sequence));

    private static NpgsqlBatchCommand Insert(string sql, PartitionRow partition, long sequence, NewEvent entry)
    {
        var (id, body) = EventName.Stored(entry);
        return Statement(sql, partition).With(sequence).With(entry.Source).With(id).With(entry.Type).With(entry.At).With(entry.RecordedAt).With(body);
    }

    private static string Columns(string schema) => $"SELECT seq, source, id, type, at, recorded_at, body FROM {schema}.omni_event WHERE tenant = $1 AND partition = $2";

    private static NpgsqlBatchCommand Statement(string sql, PartitionRow partition) => new NpgsqlBatchCommand(sql).With(partition.Tenant).With(partition.Id);

    private static EventRow Row(NpgsqlDataReader row)
    {
        var (id, body) = EventName.Given(row.GetString(2), row.Body(6));
        return new EventRow
        {
            Sequence = row.GetInt64(0),
            Entry = new NewEvent { Source = row.GetString(1), Id = id, Type = row.GetString(3), At = row.Time(4), RecordedAt = row.Time(5), Body = body },
        };
    }
}
