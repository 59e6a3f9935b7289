using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>The durable schedule: what is to be done, from when on, and who holds it.</summary>
internal static class ScheduleTable
{
    private const string Upsert = """
        INSERT INTO omni_schedule (tenant, partition, kind, key, due, claimable_at, fence) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)
        ON CONFLICT DO UPDATE SET due = excluded.due, claimable_at = excluded.claimable_at, fence = fence + 1
        """;

    private const string Complete = "DELETE FROM omni_schedule WHERE tenant = ?1 AND partition = ?2 AND kind = ?3 AND key = ?4 AND fence = ?5";
    private const string Renew = "UPDATE omni_schedule SET claimable_at = ?6 WHERE tenant = ?1 AND partition = ?2 AND kind = ?3 AND key = ?4 AND fence = ?5";
    private const string Delete = "DELETE FROM omni_schedule WHERE tenant = ?1 AND partition = ?2 AND kind = ?3 AND key = ?4 RETURNING fence";
    private const string Any = "SELECT 1 FROM omni_schedule WHERE tenant = ?1 AND claimable_at <= ?2 LIMIT 1";
    private const string Next = "SELECT claimable_at FROM omni_schedule WHERE tenant = ?1 ORDER BY claimable_at LIMIT 1";

    private const string Due = """
        SELECT p.id, p.kind, p.name, s.kind, s.key, s.due, s.fence
        FROM omni_schedule s JOIN omni_partition p ON p.id = s.partition
        WHERE s.tenant = ?1 AND s.claimable_at <= ?2
        ORDER BY s.claimable_at, s.partition, s.kind, s.key LIMIT ?3
        """;

    private const string Claim = "UPDATE omni_schedule SET fence = ?5, claimable_at = ?6 WHERE tenant = ?1 AND partition = ?2 AND kind = ?3 AND key = ?4";

    public static void Write(SqliteSession session, PartitionRow partition, string kind, string key, DateTimeOffset due) =>
        session.Statement(Upsert).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, kind).Bind(4, key).Bind(5, due).Bind(6, partition.LastNumber + 1).Run();

    /// <returns>Whether the fence still was the claim's.</returns>
    public static bool TryComplete(SqliteSession session, PartitionRow partition, ScheduleClaim claim)
    {
        if (session.Statement(Complete).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, claim.Kind).Bind(4, claim.Key).Bind(5, claim.Fence).Run() == 0)
        {
            return false;
        }

        partition.Removed(claim.Fence);
        return true;
    }

    /// <returns>Whether the fence still was the claim's.</returns>
    public static bool TryRenew(SqliteSession session, PartitionRow partition, ScheduleClaim claim, DateTimeOffset until) =>
        session.Statement(Renew).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, claim.Kind).Bind(4, claim.Key).Bind(5, claim.Fence).Bind(6, until).Run() != 0;

    public static void Remove(SqliteSession session, PartitionRow partition, string kind, string key)
    {
        var statement = session.Statement(Delete).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, kind).Bind(4, key);
        if (statement.Step())
        {
            partition.Removed(statement.Long(0));
            statement.Run();
        }
    }

    public static bool AnyDue(SqliteSession session, long tenant, DateTimeOffset now)
    {
        var statement = session.Statement(Any).Bind(1, tenant).Bind(2, now);
        var found = statement.Step();
        statement.Reset();
        return found;
    }

    public static IReadOnlyList<ScheduleClaim> ClaimDue(SqliteSession session, long tenant, DateTimeOffset now, DateTimeOffset until, int limit)
    {
        var due = session.Statement(Due).Bind(1, tenant).Bind(2, now).Bind(3, limit);
        var claims = new List<(long Partition, ScheduleClaim Claim)>();
        while (due.Step())
        {
            claims.Add((due.Long(0), new ScheduleClaim
            {
                Partition = new PartitionKey((PartitionKind)due.Long(1), due.Text(2)),
                Kind = due.Text(3),
                Key = due.Text(4),
                Due = due.Time(5),
                Fence = due.Long(6) + 1,
            }));
        }

        foreach (var (partition, claim) in claims)
        {
            session.Statement(Claim).Bind(1, tenant).Bind(2, partition).Bind(3, claim.Kind).Bind(4, claim.Key).Bind(5, claim.Fence).Bind(6, until).Run();
        }

        return claims.ConvertAll(claimed => claimed.Claim);
    }

    public static DateTimeOffset? NextDue(SqliteSession session, long tenant)
    {
        var statement = session.Statement(Next).Bind(1, tenant);
        if (!statement.Step())
        {
            return null;
        }

        var next = statement.Time(0);
        statement.Reset();
        return next;
    }
}
