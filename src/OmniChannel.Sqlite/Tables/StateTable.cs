using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>Folded states, changed by compare-and-swap.</summary>
internal static class StateTable
{
    private const string ByPartition = "SELECT version, body FROM omni_state WHERE tenant = ?1 AND partition = ?2 AND key = ?3";
    private const string VersionOf = "SELECT version FROM omni_state WHERE tenant = ?1 AND partition = ?2 AND key = ?3";
    private const string VersionByName = "SELECT s.version FROM omni_partition p JOIN omni_state s ON s.tenant = p.tenant AND s.partition = p.id WHERE p.tenant = ?1 AND p.kind = ?2 AND p.name = ?3 AND s.key = ?4";
    private const string ByName = "SELECT s.version, s.body FROM omni_partition p JOIN omni_state s ON s.tenant = p.tenant AND s.partition = p.id WHERE p.tenant = ?1 AND p.kind = ?2 AND p.name = ?3 AND s.key = ?4";
    private const string Page = "SELECT version, body, key FROM omni_state WHERE tenant = ?1 AND partition = ?2 AND key > ?3 AND key >= ?4 ORDER BY key LIMIT ?5";
    private const string Insert = "INSERT INTO omni_state (tenant, partition, key, version, body) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
    private const string Update = "UPDATE omni_state SET version = version + 1, body = ?5 WHERE tenant = ?1 AND partition = ?2 AND key = ?3 AND version = ?4";
    private const string Delete = "DELETE FROM omni_state WHERE tenant = ?1 AND partition = ?2 AND key = ?3 AND version = ?4";

    public static StateRow? Read(SqliteSession session, PartitionRow partition, string key) =>
        Row(session.Statement(ByPartition).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, key));

    public static StateRow? Read(SqliteSession session, long tenant, StateAddress address) =>
        Row(session.Statement(ByName).Bind(1, tenant).Bind(2, (long)address.Partition.Kind).Bind(3, address.Partition.Key).Bind(4, address.Key));

    /// <returns>0 when there is no such row.</returns>
    public static long Version(SqliteSession session, PartitionRow partition, string key) =>
        Version(session.Statement(VersionOf).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, key));

    /// <returns>0 when there is no such row.</returns>
    public static long Version(SqliteSession session, long tenant, StateAddress address) =>
        Version(session.Statement(VersionByName).Bind(1, tenant).Bind(2, (long)address.Partition.Kind).Bind(3, address.Partition.Key).Bind(4, address.Key));

    /// <summary>The rows whose keys begin with the prefix: they lie together, so the first that does not ends the look.</summary>
    public static IReadOnlyList<StateEntry> List(SqliteSession session, PartitionRow partition, string prefix, string? after, int limit)
    {
        var statement = session.Statement(Page).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, after ?? "").Bind(4, prefix).Bind(5, limit);
        var rows = new List<StateEntry>();
        while (statement.Step())
        {
            var key = statement.Text(2);
            if (!key.StartsWith(prefix, StringComparison.Ordinal))
            {
                statement.Reset();
                break;
            }

            rows.Add(new StateEntry { Key = key, Row = new StateRow { Version = statement.Long(0), Body = statement.Body(1) } });
        }

        return rows;
    }

    /// <summary>Writes if the version still is the expected one.</summary>
    /// <returns>The new version, 0 after a removal; null when the row has another version.</returns>
    public static long? Put(SqliteSession session, PartitionRow partition, string key, long expectedVersion, ReadOnlyMemory<byte>? body)
    {
        if (body is not { } content)
        {
            return Remove(session, partition, key, expectedVersion);
        }

        var insert = expectedVersion == 0;
        if (insert)
        {
            PartitionTable.Count(session, partition);
        }

        var statement = session.Statement(insert ? Insert : Update).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, key)
            .Bind(4, insert ? partition.LastNumber + 1 : expectedVersion).Bind(5, content.Span);
        return statement.Run() == 0 ? null : insert ? partition.LastNumber + 1 : expectedVersion + 1;
    }

    private static long? Remove(SqliteSession session, PartitionRow partition, string key, long expectedVersion)
    {
        if (expectedVersion == 0)
        {
            return Read(session, partition, key) is null ? 0 : null;
        }

        PartitionTable.Count(session, partition);
        if (session.Statement(Delete).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, key).Bind(4, expectedVersion).Run() == 0)
        {
            return null;
        }

        partition.Removed(expectedVersion);
        return 0;
    }

    private static StateRow? Row(SqliteStatement statement)
    {
        if (!statement.Step())
        {
            return null;
        }

        var row = new StateRow { Version = statement.Long(0), Body = statement.Body(1) };
        statement.Reset();
        return row;
    }

    private static long Version(SqliteStatement statement)
    {
        if (!statement.Step())
        {
            return 0;
        }

        var version = statement.Long(0);
        statement.Reset();
        return version;
    }
}
