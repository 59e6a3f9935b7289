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

    /// <summary>Reads the partitions of a unit; a tenant without a number has none.</summary>
    public static Dictionary<PartitionKey, PartitionRow> Read(SqliteSession session, long? tenant, IReadOnlyList<PartitionKey> keys)
    {
        var rows = new Dictionary<PartitionKey, PartitionRow>(keys.Count);
        foreach (var key in keys)
        {
            rows.Add(key, tenant is { } id ? Read(session, id, key) : new PartitionRow(key));
        }

        return rows;
    }

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

    /// <summary>The partitions of a unit that takes for granted what was seen of them; null when one was not met lately.</summary>
    public static Dictionary<PartitionKey, PartitionRow>? Seen(PartitionNumbers numbers, long tenant, IReadOnlyList<PartitionKey> partitions, UnitSeen seen)
    {
        var rows = new Dictionary<PartitionKey, PartitionRow>(partitions.Count);
        foreach (var key in partitions)
        {
            if (numbers.Guess(tenant, key) is not (not 0 and var number))
            {
                return null;
            }

            rows.Add(key, new PartitionRow(key) { Tenant = tenant, Id = number, AreCountsKnown = false });
        }

        foreach (var ((partition, key), version) in seen.States)
        {
            Of(partition).SeenStates = new SeenRow(StoreLimits.Key(key), version, Of(partition).SeenStates);
        }

        foreach (var outbox in seen.Outbox)
        {
            Of(outbox.Partition).SeenOutbox = new SeenRow(StoreLimits.Key(outbox.Delivery.Value), outbox.Version, Of(outbox.Partition).SeenOutbox);
        }

        return rows;

        PartitionRow Of(PartitionKey partition) => rows.TryGetValue(StoreLimits.Partition(partition), out var row) ? row : throw UnitStateRules.NotNamed(partition);
    }

    /// <summary>Reads what the partition has counted, where that is not known yet.</summary>
    public static void Count(SqliteSession session, PartitionRow row)
    {
        if (!row.AreCountsKnown)
        {
            var statement = session.Statement("SELECT last_sequence, last_number FROM omni_partition WHERE id = ?1").Bind(1, row.Id);
            statement.Step();
            (row.LastSequence, row.LastNumber, row.AreCountsKnown) = (statement.Long(0), statement.Long(1), true);
            statement.Reset();
        }
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
        Count(session, row);
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
