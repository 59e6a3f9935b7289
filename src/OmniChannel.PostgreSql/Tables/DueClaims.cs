using System.Collections.Concurrent;
using Npgsql;
using OmniChannel.Storage;
using static OmniChannel.PostgreSql.ScheduleTable;

namespace OmniChannel.PostgreSql;

/// <summary>How rows of the schedule that are due are claimed.</summary>
internal sealed class DueClaims(string schema)
{
    /// <summary>What a queue may take of a claim.</summary>
    private const string Share = "(SELECT greatest(1, $5 / count(*)) FROM open)";

    /// <summary>The one queue of which a tenant's rows of a priority were when they were claimed last; a guess, which the statement itself proves or answers nothing.</summary>
    private readonly ConcurrentDictionary<(int Tenant, SchedulePriority Priority), string> _onlyQueues = new();

    private readonly QueuePlaces _places = new();

    // Rows that somebody else claims or an open unit has changed are passed over, not waited for. What comes before a row in its partition is there until it is completed or put off,
    // whoever holds it: so a look that is a moment old can only be too careful.
    private readonly string _claim = $"""
        {Open(schema)},
        looks AS MATERIALIZED (
          SELECT o.queue, f.claimable_at AS from_at, f.partition AS from_partition, w.claimable_at AS until_at, w.partition AS until_partition
          FROM open o LEFT JOIN unnest($6, $7, $8) AS p (queue, claimable_at, partition) ON p.queue = o.queue
          CROSS JOIN LATERAL (SELECT coalesce(p.claimable_at, -1) AS claimable_at, coalesce(p.partition, 0) AS partition) f
          LEFT JOIN LATERAL (
            SELECT s.claimable_at, s.partition FROM {schema}.omni_schedule s
            WHERE s.tenant = $1 AND s.priority = $2 AND s.queue = o.queue AND s.claimable_at <= (SELECT now FROM clock)
              AND (s.claimable_at, s.partition) > (f.claimable_at, f.partition)
            ORDER BY s.claimable_at, s.partition OFFSET $9 LIMIT 1) w ON true),
        {NextFence(schema)},
        due AS MATERIALIZED (
          SELECT r.partition, r.kind, r.key, r.claimable_at, l.queue FROM looks l CROSS JOIN LATERAL (
            SELECT s.partition, s.kind, s.key, s.claimable_at FROM {schema}.omni_schedule s
            WHERE s.tenant = $1 AND s.priority = $2 AND s.queue = l.queue AND s.claimable_at <= (SELECT now FROM clock)
              AND (s.claimable_at, s.partition) > (l.from_at, l.from_partition)
              AND (s.claimable_at, s.partition) <= (coalesce(l.until_at, 9223372036854775807), coalesce(l.until_partition, 0))
              AND {InItsTurn(schema)}
            ORDER BY s.claimable_at, s.partition LIMIT {Share} FOR UPDATE SKIP LOCKED) r LIMIT $5),
        taken AS ({Take(schema)}, due.queue)
        SELECT * FROM taken UNION ALL SELECT -1, '-', '', '', 0, {Share}, until_at, until_partition, queue FROM looks WHERE until_at IS NOT NULL
        """;

    private readonly string _claimAnywhere = $"""
        {Open(schema)},
        {NextFence(schema)},
        due AS MATERIALIZED (
          SELECT r.partition, r.kind, r.key, r.claimable_at, o.queue FROM open o CROSS JOIN LATERAL (
            SELECT s.partition, s.kind, s.key, s.claimable_at FROM {schema}.omni_schedule s
            WHERE s.tenant = $1 AND s.priority = $2 AND s.queue = o.queue AND s.claimable_at <= (SELECT now FROM clock)
              AND {InItsTurn(schema)}
            ORDER BY s.claimable_at LIMIT {Share} FOR UPDATE SKIP LOCKED) r LIMIT $5)
        {Take(schema)}, due.queue
        """;

    // Where all rows are of one queue, which is nearly always so: the others are looked for, and nothing is claimed when there are any.
    private readonly string _claimOnly = $"""
        WITH clock AS MATERIALIZED (SELECT {At("$3")} AS now),
        {NextFence(schema)},
        due AS MATERIALIZED (
          SELECT s.partition, s.kind, s.key, s.claimable_at FROM {schema}.omni_schedule s
          WHERE s.tenant = $1 AND s.priority = $2 AND s.queue = $6 AND s.claimable_at <= (SELECT now FROM clock)
            AND NOT EXISTS (SELECT 1 FROM {schema}.omni_schedule WHERE tenant = $1 AND priority = $2 AND queue < $6)
            AND NOT EXISTS (SELECT 1 FROM {schema}.omni_schedule WHERE tenant = $1 AND priority = $2 AND queue > $6)
            AND {InItsTurn(schema)}
          ORDER BY s.claimable_at LIMIT $5 FOR UPDATE SKIP LOCKED)
        {Take(schema)}
        """;

    /// <summary>Claims rows of one priority in one statement, which is its own transaction. It waits for nobody, so it is not cancelled half-way.</summary>
    public async ValueTask<IReadOnlyList<ScheduleClaim>> ClaimAsync(PostgreSqlSession session, int tenant, SchedulePriority priority, DateTimeOffset? now, TimeSpan lease, int limit, PartitionNumbers numbers)
    {
        if (_onlyQueues.TryGetValue((tenant, priority), out var only))
        {
            var taken = await Taken(_claimOnly, claim => claim.With(only), _ => only).ConfigureAwait(false);
            if (taken.Count < limit)
            {
                _onlyQueues.TryRemove((tenant, priority), out _); // there are others, or its rows wait for each other
            }

            if (taken.Count > 0)
            {
                return InOrder(taken);
            }
        }

        var (claims, isWhole) = await LookOnAsync().ConfigureAwait(false);
        if (claims.Count == 0 && !isWhole)
        {
            claims = await Taken(_claimAnywhere, static claim => claim, static row => row.GetString(8)).ConfigureAwait(false);
        }

        if (claims.Count == 0)
        {
            return [];
        }

        if (claims.TrueForAll(one => one.Queue == claims[0].Queue))
        {
            if (claims.Count == limit)
            {
                _onlyQueues[(tenant, priority)] = claims[0].Queue;
            }

            return InOrder(claims);
        }

        return [.. claims
            .GroupBy(static one => one.Queue)
            .SelectMany(static queue => queue.OrderBy(one => one.Order).Select((one, place) => (place, one)))
            .OrderBy(static turn => turn.place).ThenBy(static turn => turn.one.Order)
            .Select(static turn => turn.one.Claim!)];

        async ValueTask<(List<Claimed> Claims, bool IsWhole)> LookOnAsync()
        {
            var from = _places.Of(tenant, priority);
            var rows = await Taken(
                _claim,
                claim => claim.With([.. from.Keys]).With([.. from.Values.Select(place => place.ClaimableAt)]).With([.. from.Values.Select(place => place.Partition)])
                    .With(QueuePlaces.WindowOf(limit) - 1),
                static row => row.GetString(8)).ConfigureAwait(false);
            var cuts = rows.Where(static one => one.Claim is null).ToDictionary(static one => one.Queue);
            rows.RemoveAll(static one => one.Claim is null);
            foreach (var queue in cuts.Keys.Union(from.Keys))
            {
                var claimed = rows.Where(one => one.Queue == queue).OrderBy(static one => one.Order).ToList();
                var cut = cuts.GetValueOrDefault(queue);

                // The last one's partition is looked at once more: more of its rows may be due at that instant.
                _places.Note(tenant, priority, queue, cut is not null && claimed.Count >= cut.Share ? claimed[^1].Place with { Partition = claimed[^1].Place.Partition - 1 } : null, cut?.Place);
            }

            return (rows, cuts.Count == 0 && from.Count == 0);
        }

        ValueTask<List<Claimed>> Taken(string sql, Func<NpgsqlBatchCommand, NpgsqlBatchCommand> complete, Func<NpgsqlDataReader, string> queue)
        {
            var statement = complete(new NpgsqlBatchCommand(sql).With(tenant).With((int)priority).With(Ticks(now)).With(lease.Ticks).With(limit));
            session.BeginLook();
            return session.ListAsync(
                statement,
                row =>
                {
                    var claimed = Read(row, queue(row));
                    if (claimed.Claim is { } claim)
                    {
                        numbers.Met(tenant, claim.Partition, claimed.Place.Partition);
                    }

                    return claimed;
                },
                CancellationToken.None);
        }

        static ScheduleClaim[] InOrder(List<Claimed> claims)
        {
            claims.Sort(static (one, other) => one.Order.CompareTo(other.Order));
            return [.. claims.Select(static one => one.Claim!)];
        }
    }

    /// <summary>The queues that have something due, those whose first row could be claimed longest before the others.</summary>
    private static string Open(string schema) => $"""
        WITH RECURSIVE clock AS MATERIALIZED (SELECT {At("$3")} AS now),
        queues AS (
          (SELECT queue, claimable_at FROM {schema}.omni_schedule WHERE tenant = $1 AND priority = $2 ORDER BY queue, claimable_at LIMIT 1)
          UNION ALL
          SELECT n.queue, n.claimable_at FROM queues q CROSS JOIN LATERAL (
            SELECT queue, claimable_at FROM {schema}.omni_schedule WHERE tenant = $1 AND priority = $2 AND queue > q.queue ORDER BY queue, claimable_at LIMIT 1) n),
        open AS MATERIALIZED (SELECT queue FROM queues WHERE claimable_at <= (SELECT now FROM clock) ORDER BY claimable_at LIMIT $5)
        """;

    /// <summary>The next fencing number for all rows of one claim. A row is given it if it is above the row's own: another unit may have written the row after it was taken.</summary>
    private static string NextFence(string schema) => $"fence AS MATERIALIZED (SELECT {Fence(schema)} AS next)";

    /// <summary>Whether nothing of a customer's comes before a row that keeps its order. Found by the primary key: while the table counts as small, the priority as it stands would make the index of the queues look as good.</summary>
    private static string InItsTurn(string schema) => $"""
        (NOT s.in_order OR NOT EXISTS (
          SELECT 1 FROM {schema}.omni_schedule e WHERE e.tenant = $1 AND e.partition = s.partition AND e.priority + 0 = $2 AND e.in_order AND (e.due, e.kind, e.key) < (s.due, s.kind, s.key)))
        """;

    private static string Take(string schema) => $"""
        UPDATE {schema}.omni_schedule s
        SET fence = CASE WHEN (SELECT next FROM fence) > s.fence THEN (SELECT next FROM fence) ELSE {Fence(schema)} END, claimable_at = (SELECT now FROM clock) + $4
        FROM due JOIN {schema}.omni_partition p ON p.id = due.partition
        WHERE s.tenant = $1 AND s.partition = due.partition AND s.kind = due.kind AND s.key = due.key
        RETURNING p.kind, p.name, s.kind, s.key, s.due, s.fence, due.claimable_at, due.partition
        """;

    private static Claimed Read(NpgsqlDataReader row, string queue)
    {
        var place = new QueuePlace { ClaimableAt = row.GetInt64(6), Partition = row.GetInt64(7) };
        return row.GetInt32(0) < 0
            ? new Claimed(queue, place, null, row.GetInt64(5))
            : new Claimed(queue, place, new ScheduleClaim { Partition = new PartitionKey((PartitionKind)row.GetInt32(0), row.GetString(1)), Kind = row.GetString(2), Key = row.GetString(3), Due = row.Time(4), Fence = row.GetInt64(5) }, 0);
    }

    /// <param name="Queue">In which queue.</param>
    /// <param name="Place">Where it stood.</param>
    /// <param name="Claim">The claim; null for the last row of a queue that was looked at, which was not claimed.</param>
    /// <param name="Share">Of such a queue, how many it could have.</param>
    private sealed record Claimed(string Queue, QueuePlace Place, ScheduleClaim? Claim, long Share)
    {
        public (long ClaimableAt, long Partition) Order => (Place.ClaimableAt, Place.Partition);
    }
}
