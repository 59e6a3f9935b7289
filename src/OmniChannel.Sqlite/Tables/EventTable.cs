using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>The timeline: appended to, never changed.</summary>
internal static class EventTable
{
    private const string Insert = "INSERT INTO omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (tenant, partition, source, id) DO NOTHING";

    private const string Select = """
        SELECT e.seq, e.source, e.id, e.type, e.at, e.recorded_at, e.body
        FROM omni_partition p JOIN omni_event e ON e.tenant = p.tenant AND e.partition = p.id
        WHERE p.tenant = ?1 AND p.kind = ?2 AND p.name = ?3 AND e.seq > ?4
        ORDER BY e.seq LIMIT ?5
        """;

    /// <returns>The sequence number, or 0 when the event was there already.</returns>
    public static long Append(SqliteSession session, PartitionRow partition, NewEvent entry)
    {
        var statement = session.Statement(Insert).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, partition.LastSequence + 1)
            .Bind(4, entry.Source).Bind(5, entry.Id).Bind(6, entry.Type).Bind(7, entry.At).Bind(8, entry.RecordedAt).Bind(9, entry.Body.Span);
        if (statement.Run() == 0)
        {
            return 0;
        }

        partition.Appended();
        return partition.LastSequence;
    }

    public static IReadOnlyList<EventRow> Read(SqliteSession session, long tenant, PartitionKey partition, long after, int limit)
    {
        var statement = session.Statement(Select).Bind(1, tenant).Bind(2, (long)partition.Kind).Bind(3, partition.Key).Bind(4, after).Bind(5, limit);
        var rows = new List<EventRow>();
        while (statement.Step())
        {
            rows.Add(new EventRow
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
            });
        }

        return rows;
    }
}
