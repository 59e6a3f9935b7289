using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>The timeline: appended to, never changed.</summary>
internal static class EventTable
{
    private const string Insert = "INSERT INTO omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (tenant, partition, source, id) DO NOTHING";

    private const string InsertNext = """
        INSERT INTO omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body)
        VALUES (?1, ?2, max(ifnull(?3, (SELECT last_sequence FROM omni_partition WHERE id = ?2)), ifnull((SELECT max(seq) FROM omni_event WHERE tenant = ?1 AND partition = ?2), 0)) + 1, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (tenant, partition, source, id) DO NOTHING
        """;

    private const string Columns = "SELECT seq, source, id, type, at, recorded_at, body FROM omni_event WHERE tenant = ?1 AND partition = ?2";
    private const string All = $"{Columns} AND seq > ?3 ORDER BY seq LIMIT ?4";
    private const string OfSource = $"{Columns} AND seq > ?3 AND source = ?5 ORDER BY seq LIMIT ?4";
    private const string One = $"{Columns} AND source = ?3 AND id = ?4";
    private const string Last = "SELECT max(seq) FROM omni_event WHERE tenant = ?1 AND partition = ?2";
    private const string Delete = "DELETE FROM omni_event WHERE tenant = ?1 AND partition = ?2 AND seq = ?3";

    /// <returns>The sequence number, or 0 when the event was there already.</returns>
    public static long Append(SqliteSession session, PartitionRow partition, NewEvent entry)
    {
        var statement = session.Statement(Insert).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, LastOf(session, partition) + 1)
            .Bind(4, entry.Source).Bind(5, entry.Id).Bind(6, entry.Type).Bind(7, entry.At).Bind(8, entry.RecordedAt).Bind(9, entry.Body.Span);
        if (statement.Run() == 0)
        {
            return 0;
        }

        return (partition.LastEvent = LastOf(session, partition) + 1).Value;
    }

    /// <summary>Appends an event whose number nobody asks for, by one statement.</summary>
    /// <returns>Whether it was not there yet.</returns>
    public static bool TryAppendNew(SqliteSession session, PartitionRow partition, NewEvent entry)
    {
        partition.LastEvent = null;
        return session.Statement(InsertNext).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, partition.AreCountsKnown ? partition.LastSequence : null)
            .Bind(4, entry.Source).Bind(5, entry.Id).Bind(6, entry.Type).Bind(7, entry.At).Bind(8, entry.RecordedAt).Bind(9, entry.Body.Span).Run() == 1;
    }

    public static EventRow? Find(SqliteSession session, PartitionRow partition, string source, string id)
    {
        var statement = session.Statement(One).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, source).Bind(4, id);
        if (!statement.Step())
        {
            return null;
        }

        var row = Row(statement);
        statement.Reset();
        return row;
    }

    public static IReadOnlyList<EventRow> Read(SqliteSession session, PartitionRow partition, string? source, long after, int limit)
    {
        var statement = session.Statement(source is null ? All : OfSource).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, after).Bind(4, limit);
        if (source is not null)
        {
            statement.Bind(5, source);
        }

        var rows = new List<EventRow>();
        while (statement.Step())
        {
            rows.Add(Row(statement));
        }

        return rows;
    }

    /// <summary>Removes events; no number of theirs is given again.</summary>
    public static void Remove(SqliteSession session, PartitionRow partition, IEnumerable<long> sequences)
    {
        partition.RemovedEvents(LastOf(session, partition));
        foreach (var sequence in sequences)
        {
            session.Statement(Delete).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, sequence).Run();
        }
    }

    /// <summary>The highest number that was ever given in the partition.</summary>
    public static long LastOf(SqliteSession session, PartitionRow partition)
    {
        if (partition.LastEvent is { } known)
        {
            return known;
        }

        PartitionTable.Count(session, partition);
        var statement = session.Statement(Last).Bind(1, partition.Tenant).Bind(2, partition.Id);
        statement.Step();
        var found = long.Max(statement.Long(0), partition.LastSequence); // without events it is null, which reads as 0
        statement.Reset();
        return (partition.LastEvent = found).Value;
    }

    private static EventRow Row(SqliteStatement statement) => new()
    {
        Sequence = statement.Long(0),
        Entry = new NewEvent
        {
            Source = statement.Text(1),
            Id = statement.Text(2),
            Type = statement.Text(3),
            At = statement.Time(4),
            RecordedAt = statement.Time(5),
            Body = statement.Body(6),
        },
    };
}
