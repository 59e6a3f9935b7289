using Microsoft.Data.Sqlite;

namespace OmniChannel.Benchmarks;

/// <summary>The rows that one SendAsync left in the file, read back to be written again by the bare loop.</summary>
internal sealed record StoredSend
{
    public required long Tenant { get; init; }

    public required long Partition { get; init; }

    /// <summary>The partition's name: the customer's.</summary>
    public required string Name { get; init; }

    public required string Delivery { get; init; }

    public required long CreatedAt { get; init; }

    public required byte[] Outbox { get; init; }

    public required string ScheduleKind { get; init; }

    public required long Due { get; init; }

    public required long LookupKind { get; init; }

    public required byte[] Lookup { get; init; }

    public required long Sequence { get; init; }

    public required string Source { get; init; }

    public required string EventId { get; init; }

    public required string Type { get; init; }

    public required byte[] Event { get; init; }

    /// <summary>The state's version after the send.</summary>
    public required long Version { get; init; }

    public required byte[] State { get; init; }

    /// <summary>The same, to another customer of the file, who was saved so many later: each has a partition, in the order in which they were saved.</summary>
    public StoredSend To(int later)
    {
        var (name, number) = ($"c-{later:0000}", $"{later:000000}");
        return this with { Partition = Partition + later, Name = name, Delivery = Delivery[..^6] + number, EventId = EventId[..^6] + number };
    }

    /// <summary>Every send of a file, in the order of the customers.</summary>
    public static IReadOnlyList<StoredSend> ReadAll(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT o.tenant, o.partition, p.name, o.delivery, o.created_at, o.body, c.kind, c.due, l.kind, l.body, e.seq, e.source, e.id, e.type, e.body, s.version, s.body
            FROM omni_outbox o JOIN omni_partition p ON p.id = o.partition
            JOIN omni_schedule c ON c.tenant = o.tenant AND c.partition = o.partition AND c.key = o.delivery
            JOIN omni_lookup l ON l.tenant = o.tenant AND l.key = o.delivery
            JOIN omni_event e ON e.tenant = o.tenant AND e.partition = o.partition AND e.seq = (SELECT max(seq) FROM omni_event WHERE tenant = o.tenant AND partition = o.partition)
            JOIN omni_state s ON s.tenant = o.tenant AND s.partition = o.partition AND s.key = 'state'
            ORDER BY o.partition
            """;
        using var row = command.ExecuteReader();
        var sends = new List<StoredSend>();
        while (row.Read())
        {
            sends.Add(new StoredSend
            {
                Tenant = row.GetInt64(0),
                Partition = row.GetInt64(1),
                Name = row.GetString(2),
                Delivery = row.GetString(3),
                CreatedAt = row.GetInt64(4),
                Outbox = row.GetFieldValue<byte[]>(5),
                ScheduleKind = row.GetString(6),
                Due = row.GetInt64(7),
                LookupKind = row.GetInt64(8),
                Lookup = row.GetFieldValue<byte[]>(9),
                Sequence = row.GetInt64(10),
                Source = row.GetString(11),
                EventId = row.GetString(12),
                Type = row.GetString(13),
                Event = row.GetFieldValue<byte[]>(14),
                Version = row.GetInt64(15),
                State = row.GetFieldValue<byte[]>(16),
            });
        }

        return sends;
    }

    /// <summary>How many rows and bytes of content each table holds: two files with the same figures were given the same.</summary>
    public static string Figures(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT group_concat(line, char(10)) FROM (
              SELECT 'partitions ' || count(*) AS line FROM omni_partition
              UNION ALL SELECT 'states ' || count(*) || ', ' || sum(length(body)) || ' bytes, versions ' || sum(version) FROM omni_state
              UNION ALL SELECT 'events ' || count(*) || ', ' || sum(seq) || ', ' || sum(length(body)) || ' bytes' FROM omni_event
              UNION ALL SELECT 'outbox ' || count(*) || ', ' || sum(length(body)) || ' bytes' FROM omni_outbox
              UNION ALL SELECT 'schedule ' || count(*) || ', ' || sum(length(key)) || ' characters' FROM omni_schedule
              UNION ALL SELECT 'lookups ' || count(*) || ', ' || sum(length(body)) || ' bytes' FROM omni_lookup)
            """;
        return (string)command.ExecuteScalar()!;
    }
}
