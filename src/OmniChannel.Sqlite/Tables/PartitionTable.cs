using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>The numbers of partitions and what they have counted.</summary>
internal static class PartitionTable
{
    private static readonly string[] Erasures =
    [
        "DELETE FROM omni_state WHERE tenant = ?1 AND partition = ?2",
        "DELETE FROM omni_event WHERE tenant = ?1 AND partition = ?2",
        "DELETE FROM omni_outbox WHERE tenant = ?1 AND partition = ?2",
        "DELETE FROM omni_schedule WHERE tenant = ?1 AND partition = ?2",
        "DELETE FROM omni_lookup WHERE tenant = ?1 AND partition = ?2",
    ];

    /// <summary>Reads a partition; with the id 0 when it has no row yet.</summary>
    public static PartitionRow Read(SqliteSession session, long tenant, PartitionKey key)
    {
        var row = new PartitionRow(key) { Tenant = tenant };
        var statement = session.Statement("SELECT id, last_sequence, last_number FROM omni_partition WHERE tenant = ?1 AND kind = ?2 AND name = ?3")
            .Bind(1, tenant).Bind(2, (long)key.Kind).Bind(3, key.Key);
        if (statement.Step())
        {
            row.Id = statement.Long(0);
            row.LastSequence = statement.Long(1);
            row.LastNumber = statement.Long(2);
            statement.Reset();
        }

        return row;
    }

    /// <summary>Gives a partition its number; its tenant must have one.</summary>
    public static void Add(SqliteSession session, PartitionRow row)
    {
        var statement = session.Statement("INSERT INTO omni_partition (tenant, kind, name, last_sequence, last_number) VALUES (?1, ?2, ?3, 0, 0) RETURNING id")
            .Bind(1, row.Tenant).Bind(2, (long)row.Key.Kind).Bind(3, row.Key.Key);
        statement.Step();
        row.Id = statement.Long(0);
        statement.Run();
    }

    /// <summary>The partitions of a kind, by name.</summary>
    public static IReadOnlyList<PartitionKey> List(SqliteSession session, long tenant, PartitionKind kind, string? after, int limit)
    {
        var statement = session.Statement("SELECT name FROM omni_partition WHERE tenant = ?1 AND kind = ?2 AND name > ?3 ORDER BY name LIMIT ?4")
            .Bind(1, tenant).Bind(2, (long)kind).Bind(3, after ?? "").Bind(4, limit);
        var keys = new List<PartitionKey>();
        while (statement.Step())
        {
            keys.Add(new PartitionKey(kind, statement.Text(0)));
        }

        return keys;
    }

    /// <summary>Deletes everything the partition holds; its counts stay, above all numbers there were.</summary>
    public static void Erase(SqliteSession session, PartitionRow row)
    {
        row.RemovedEvents(EventTable.LastOf(session, row));
        var highest = session.Statement("SELECT max(version) FROM omni_state WHERE tenant = ?1 AND partition = ?2")
            .Bind(1, row.Tenant).Bind(2, row.Id);
        highest.Step();
        row.Removed(highest.Long(0));
        highest.Reset();
        foreach (var delete in Erasures)
        {
            session.Statement(delete).Bind(1, row.Tenant).Bind(2, row.Id).Run();
        }
    }

    public static void WriteCounts(SqliteSession session, PartitionRow row) =>
        session.Statement("UPDATE omni_partition SET last_sequence = ?2, last_number = ?3 WHERE id = ?1")
            .Bind(1, row.Id).Bind(2, row.LastSequence).Bind(3, row.LastNumber).Run();
}

/// <summary>A partition as a unit of work has it in hand.</summary>
internal sealed class PartitionRow(PartitionKey key)
{
    public PartitionKey Key { get; } = key;

    /// <summary>Its tenant's number; 0 until the tenant has one.</summary>
    public long Tenant { get; set; }

    /// <summary>Its number; 0 until its first row is written.</summary>
    public long Id { get; set; }

    /// <summary>The highest number of an event that was removed; the next one is above this and above those that are there.</summary>
    public long LastSequence { get; set; }

    /// <summary>The highest version of a state row that was removed.</summary>
    public long LastNumber { get; set; }

    /// <summary>The highest number of an event that there is or was, once it was looked for.</summary>
    public long? LastEvent { get; set; }

    /// <summary>What was read with it beforehand; null once something of it may have been written.</summary>
    public SeenVersions? Seen { get; set; }

    /// <summary>Whether the counts have to be written before the commit.</summary>
    public bool Counted { get; private set; }

    /// <summary>Keeps the number of an event from being given again.</summary>
    public void RemovedEvents(long highest)
    {
        if (highest > LastSequence)
        {
            LastSequence = highest;
            Counted = true;
        }
    }

    /// <summary>Keeps a version from being given again.</summary>
    public void Removed(long number)
    {
        if (number > LastNumber)
        {
            LastNumber = number;
            Counted = true;
        }
    }
}
