using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>Of a partition the versions that a unit asks for first, read with its number by one statement.</summary>
internal sealed record SeenVersions(string Key, long Version, DeliveryId Delivery, long OutboxVersion)
{
    private const string Select = """
        SELECT p.id, p.last_sequence, p.last_number,
          (SELECT version FROM omni_state WHERE tenant = ?1 AND partition = p.id AND key = ?4), (SELECT version FROM omni_outbox WHERE tenant = ?1 AND partition = p.id AND delivery = ?5)
        FROM omni_partition p WHERE p.tenant = ?1 AND p.kind = ?2 AND p.name = ?3
        """;

    /// <summary>Those partitions of which one state row's and one outbox row's versions will be asked: both stand at the same place.</summary>
    public static Dictionary<PartitionKey, (string Key, DeliveryId Delivery)> AskedFor(UnitNeeds needs)
    {
        var asked = new Dictionary<PartitionKey, (string Key, DeliveryId Delivery)>(needs.StateVersions.Count);
        foreach (var (state, outbox) in needs.StateVersions.Zip(needs.OutboxVersions))
        {
            if (state.Partition == outbox.Partition)
            {
                asked[state.Partition] = (state.Key, outbox.Delivery);
            }
        }

        return asked;
    }

    /// <summary>Reads a partition with them.</summary>
    public static PartitionRow Read(SqliteSession session, long tenant, PartitionKey partition, (string Key, DeliveryId Delivery) asked)
    {
        var row = new PartitionRow(partition) { Tenant = tenant };
        var statement = session.Statement(Select).Bind(1, tenant).Bind(2, (long)partition.Kind).Bind(3, partition.Key).Bind(4, asked.Key).Bind(5, asked.Delivery.Value);
        if (statement.Step())
        {
            (row.Id, row.LastSequence, row.LastNumber) = (statement.Long(0), statement.Long(1), statement.Long(2));
            row.Seen = new SeenVersions(asked.Key, statement.Long(3), asked.Delivery, statement.Long(4)); // where there is no row it is null, which reads as 0
            statement.Reset();
        }

        return row;
    }
}
