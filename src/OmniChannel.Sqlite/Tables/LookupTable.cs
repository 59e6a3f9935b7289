using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>Names that point into the store; the one table whose key has no partition.</summary>
internal static class LookupTable
{
    private const string Select = "SELECT l.body, l.expires_at, p.kind, p.name FROM omni_lookup l JOIN omni_partition p ON p.id = l.partition WHERE l.tenant = ?1 AND l.kind = ?2 AND l.key = ?3 AND (l.expires_at IS NULL OR l.expires_at > ?4)";
    private const string Page = "SELECT kind, key, body, expires_at FROM omni_lookup WHERE tenant = ?1 AND partition = ?2 AND (kind, key) > (?3, ?4) ORDER BY kind, key LIMIT ?5";
    private const string Upsert = "INSERT INTO omni_lookup (tenant, kind, key, partition, body, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET partition = excluded.partition, body = excluded.body, expires_at = excluded.expires_at";
    private const string Insert = "INSERT INTO omni_lookup (tenant, kind, key, partition, body, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
    private const string Delete = "DELETE FROM omni_lookup WHERE tenant = ?1 AND kind = ?2 AND key = ?3";

    private const string Purge = """
        DELETE FROM omni_lookup WHERE tenant = ?1 AND (kind, key) IN
          (SELECT kind, key FROM omni_lookup WHERE tenant = ?1 AND expires_at <= ?2 ORDER BY expires_at LIMIT ?3)
        """;

    public static LookupRow? Find(SqliteSession session, long tenant, LookupKind kind, string key, DateTimeOffset now)
    {
        var statement = session.Statement(Select).Bind(1, tenant).Bind(2, (long)kind).Bind(3, key).Bind(4, now);
        if (!statement.Step())
        {
            return null;
        }

        var row = new LookupRow
        {
            Kind = kind,
            Key = key,
            Partition = new PartitionKey((PartitionKind)statement.Long(2), statement.Text(3)),
            Body = statement.Body(0),
            ExpiresAt = statement.IsNull(1) ? null : statement.Time(1),
        };
        statement.Reset();
        return row;
    }

    /// <summary>The names that point to a partition.</summary>
    public static IReadOnlyList<LookupRow> List(SqliteSession session, PartitionRow partition, LookupRow? after, int limit)
    {
        var statement = session.Statement(Page).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, (long)(after?.Kind ?? 0)).Bind(4, after?.Key ?? "").Bind(5, limit);
        var rows = new List<LookupRow>();
        while (statement.Step())
        {
            rows.Add(new LookupRow
            {
                Kind = (LookupKind)statement.Long(0),
                Key = statement.Text(1),
                Partition = partition.Key,
                Body = statement.Body(2),
                ExpiresAt = statement.IsNull(3) ? null : statement.Time(3),
            });
        }

        return rows;
    }

    /// <returns>Whether nothing had the name, not even a row that ran out.</returns>
    public static bool TryInsert(SqliteSession session, PartitionRow partition, LookupRow row) => Bound(session.Statement(Insert), partition, row).Run() == 1;

    public static void Write(SqliteSession session, PartitionRow partition, LookupRow row) => Bound(session.Statement(Upsert), partition, row).Run();

    public static void Remove(SqliteSession session, long tenant, LookupKind kind, string key) =>
        session.Statement(Delete).Bind(1, tenant).Bind(2, (long)kind).Bind(3, key).Run();

    /// <returns>How many there were.</returns>
    public static int PurgeRunOut(SqliteSession session, long tenant, DateTimeOffset now, int limit) =>
        session.Statement(Purge).Bind(1, tenant).Bind(2, now).Bind(3, limit).Run();

    private static SqliteStatement Bound(SqliteStatement statement, PartitionRow partition, LookupRow row) =>
        statement.Bind(1, partition.Tenant).Bind(2, (long)row.Kind).Bind(3, row.Key).Bind(4, partition.Id).Bind(5, row.Body.Span).Bind(6, row.ExpiresAt);
}
