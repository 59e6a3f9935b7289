using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>The durable schedule: what is to be done, from when on, and who holds it.</summary>
internal static class ScheduleTable
{
    private const string Upsert = """
        INSERT INTO omni_schedule (tenant, partition, kind, key, due, claimable_at, fence, priority, queue, in_order) VALUES (?1, ?2, ?3, ?4, ?5, ?5, (SELECT last FROM omni_fence), ?6, ?7, ?8)
        ON CONFLICT DO UPDATE SET due = excluded.due, claimable_at = excluded.claimable_at, fence = excluded.fence, priority = excluded.priority, queue = excluded.queue, in_order = excluded.in_order
        """;

    private const string Complete = "DELETE FROM omni_schedule WHERE tenant = ?1 AND partition = ?2 AND kind = ?3 AND key = ?4 AND fence = ?5";
    private const string Renew = "UPDATE omni_schedule SET claimable_at = ?6 WHERE tenant = ?1 AND partition = ?2 AND kind = ?3 AND key = ?4 AND fence = ?5";
    private const string Held = "SELECT claimable_at FROM omni_schedule WHERE tenant = ?1 AND partition = ?2 AND kind = ?3 AND key = ?4 AND fence = ?5";
    private const string Delete = "DELETE FROM omni_schedule WHERE tenant = ?1 AND partition = ?2 AND kind = ?3 AND key = ?4";
    private const string FirstQueue = "SELECT queue, claimable_at FROM omni_schedule WHERE tenant = ?1 AND priority = ?2 ORDER BY queue, claimable_at LIMIT 1";
    private const string NextQueue = "SELECT queue, claimable_at FROM omni_schedule WHERE tenant = ?1 AND priority = ?2 AND queue > ?3 ORDER BY queue, claimable_at LIMIT 1";

    private const string Due = """
        SELECT p.id, p.kind, p.name, s.kind, s.key, s.due, s.claimable_at,
          s.in_order = 1 AND EXISTS (
            SELECT 1 FROM omni_schedule e WHERE e.tenant = ?1 AND e.partition = s.partition AND e.priority = ?2 AND e.in_order = 1 AND (e.due, e.kind, e.key) < (s.due, s.kind, s.key))
        FROM omni_schedule s JOIN omni_partition p ON p.id = s.partition
        WHERE s.tenant = ?1 AND s.priority = ?2 AND s.queue = ?3 AND s.claimable_at <= ?4 AND (s.claimable_at, s.partition, s.kind, s.key) > (?5, ?6, ?7, ?8)
        ORDER BY s.claimable_at, s.partition, s.kind, s.key
        """;

    private const string Count = "UPDATE omni_fence SET last = last + ?1"; // with RETURNING it would open a table in memory each time
    private const string Counted = "SELECT last FROM omni_fence";
    private const string Claim = "UPDATE omni_schedule SET fence = ?5, claimable_at = ?6 WHERE tenant = ?1 AND partition = ?2 AND kind = ?3 AND key = ?4";

    public static void Write(SqliteSession session, PartitionRow partition, string kind, string key, DateTimeOffset due, ScheduleTurn turn)
    {
        session.Statement(Count).Bind(1, 1).Run();
        session.Statement(Upsert).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, kind).Bind(4, key).Bind(5, due)
            .Bind(6, (long)turn.Priority).Bind(7, turn.Queue).Bind(8, turn.InOrder ? 1L : 0L).Run();
    }

    /// <returns>Whether the fence still was the claim's.</returns>
    public static bool TryComplete(SqliteSession session, PartitionRow partition, ScheduleClaim claim) => Bound(session.Statement(Complete), partition, claim).Run() != 0;

    /// <returns>Whether the fence still was the claim's.</returns>
    public static bool TryRenew(SqliteSession session, PartitionRow partition, ScheduleClaim claim, DateTimeOffset now, TimeSpan lease)
    {
        var held = Bound(session.Statement(Held), partition, claim);
        if (!held.Step())
        {
            return false;
        }

        var left = held.Time(0) - now;
        held.Reset();
        return LeaseRules.Lasts(left, lease) || Bound(session.Statement(Renew), partition, claim).Bind(6, now + lease).Run() != 0;
    }

    public static void Remove(SqliteSession session, PartitionRow partition, string kind, string key) =>
        session.Statement(Delete).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, kind).Bind(4, key).Run();

    public static bool AnyDue(SqliteSession session, long tenant, DateTimeOffset now) => NextDue(session, tenant) <= now;

    /// <summary>When the first row of any queue can be claimed: a look into the index for each queue, not for each row.</summary>
    public static DateTimeOffset? NextDue(SqliteSession session, long tenant)
    {
        var queues = Queues(session, tenant, SchedulePriority.Urgent).Concat(Queues(session, tenant, SchedulePriority.Usual)).ToList();
        return queues.Count == 0 ? null : queues.Min(queue => queue.ClaimableAt);
    }

    /// <summary>Claims rows of one priority: the queues take turns.</summary>
    public static List<(long Partition, ScheduleClaim Claim)> ClaimDue(SqliteSession session, QueuePlaces places, long tenant, SchedulePriority priority, DateTimeOffset now, DateTimeOffset until, int limit)
    {
        var open = Queues(session, tenant, priority).Where(queue => queue.ClaimableAt <= now).OrderBy(queue => queue.ClaimableAt).Take(limit).Select(queue => queue.Queue).ToList();
        var share = int.Max(1, limit / int.Max(1, open.Count));
        var isWhole = open.TrueForAll(queue => places.Find(tenant, priority, queue) is null);
        var claims = open.SelectMany(queue => Look(session, places, tenant, priority, queue, now, share, QueuePlaces.WindowOf(limit))).ToList();
        if (claims.Count == 0 && !(isWhole && open.TrueForAll(queue => places.Find(tenant, priority, queue) is null)))
        {
            claims = [.. open.SelectMany(queue => Look(session, null, tenant, priority, queue, now, share, int.MaxValue))];
        }

        var turns = claims.OrderBy(claimed => claimed.Turn).ThenBy(claimed => claimed.Place.ClaimableAt).Take(limit).ToList();
        var fence = turns.Count == 0 ? 0 : Fences(session, turns.Count) - turns.Count;
        return turns.ConvertAll(claimed =>
        {
            var claim = claimed.Claim with { Fence = ++fence };
            session.Statement(Claim).Bind(1, tenant).Bind(2, claimed.Place.Partition).Bind(3, claim.Kind).Bind(4, claim.Key).Bind(5, claim.Fence).Bind(6, until).Run();
            return (claimed.Place.Partition, claim);
        });
    }

    /// <summary>Looks at the next rows of a queue, for those whose turn it is.</summary>
    /// <param name="session">The writer's.</param>
    /// <param name="places">Where the last look ended; null to begin at the beginning and remember nothing.</param>
    /// <param name="tenant">Whose.</param>
    /// <param name="priority">Of which priority.</param>
    /// <param name="queue">Which.</param>
    /// <param name="now">What is due.</param>
    /// <param name="share">How many at most.</param>
    /// <param name="window">At how many rows is looked.</param>
    private static List<(int Turn, QueuePlace Place, ScheduleClaim Claim)> Look(SqliteSession session, QueuePlaces? places, long tenant, SchedulePriority priority, string queue, DateTimeOffset now, int share, int window)
    {
        var from = places?.Find(tenant, priority, queue);
        var due = session.Statement(Due).Bind(1, tenant).Bind(2, (long)priority).Bind(3, queue).Bind(4, now)
            .Bind(5, from?.ClaimableAt ?? long.MinValue).Bind(6, from?.Partition ?? 0).Bind(7, from?.Kind ?? "").Bind(8, from?.Key ?? "");
        var claims = new List<(int Turn, QueuePlace Place, ScheduleClaim Claim)>();
        QueuePlace? cut = null;
        for (var looked = 1; claims.Count < share && cut is null && due.Step(); looked++)
        {
            var isItsTurn = due.Long(7) == 0;
            if (!isItsTurn && looked < window)
            {
                continue;
            }

            var place = new QueuePlace { ClaimableAt = due.Long(6), Partition = due.Long(0), Kind = due.Text(3), Key = due.Text(4) };
            cut = looked >= window ? place : null;
            if (isItsTurn)
            {
                claims.Add((claims.Count, place, new ScheduleClaim { Partition = new PartitionKey((PartitionKind)due.Long(1), due.Text(2)), Kind = place.Kind, Key = place.Key, Due = due.Time(5), Fence = 0 }));
            }
        }

        due.Reset();
        places?.Note(tenant, priority, queue, claims.Count == share ? claims[^1].Place : null, cut);
        return claims;
    }

    /// <summary>Takes fencing numbers from the file's counter: above all that were ever given, so a row that was removed and written again has a higher one.</summary>
    /// <returns>The last of them.</returns>
    private static long Fences(SqliteSession session, int count)
    {
        session.Statement(Count).Bind(1, count).Run();
        var statement = session.Statement(Counted);
        statement.Step();
        var last = statement.Long(0);
        statement.Reset();
        return last;
    }

    private static IEnumerable<(string Queue, DateTimeOffset ClaimableAt)> Queues(SqliteSession session, long tenant, SchedulePriority priority)
    {
        var statement = session.Statement(FirstQueue).Bind(1, tenant).Bind(2, (long)priority);
        while (statement.Step())
        {
            var (queue, claimableAt) = (statement.Text(0), statement.Time(1));
            statement.Reset();
            yield return (queue, claimableAt);
            statement = session.Statement(NextQueue).Bind(1, tenant).Bind(2, (long)priority).Bind(3, queue);
        }
    }

    private static SqliteStatement Bound(SqliteStatement statement, PartitionRow partition, ScheduleClaim claim) =>
        statement.Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, claim.Kind).Bind(4, claim.Key).Bind(5, claim.Fence);
}
