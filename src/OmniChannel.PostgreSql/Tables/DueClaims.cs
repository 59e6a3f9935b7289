using System.Collections.Concurrent;
using Npgsql;
using OmniChannel.Storage;
using static OmniChannel.PostgreSql.ScheduleTable;

namespace OmniChannel.PostgreSql;

/// <summary>How rows of the schedule that are due are claimed.</summary>
internal sealed class DueClaims(string schema)
{
    /// <summary>The one queue of which a tenant's rows of a priority were when they were claimed last; a guess, which the statement itself proves or answers nothing.</summary>
    private readonly ConcurrentDictionary<(int Tenant, SchedulePriority Priority), string> _onlyQueues = new();

    // Rows that somebody else claims or an open unit has changed are passed over, not waited for. What comes before a row in its partition is there until it is completed or put off,
    // whoever holds it: so a look that is a moment old can only be too careful.
    private readonly string _claim = $"""
        WITH RECURSIVE clock AS MATERIALIZED (SELECT {At("$3")} AS now),
        queues AS (
          (SELECT queue, claimable_at FROM {schema}.omni_schedule WHERE tenant = $1 AND priority = $2 ORDER BY queue, claimable_at LIMIT 1)
          UNION ALL
          SELECT n.queue, n.claimable_at FROM queues q CROSS JOIN LATERAL (
            SELECT queue, claimable_at FROM {schema}.omni_schedule WHERE tenant = $1 AND priority = $2 AND queue > q.queue ORDER BY queue, claimable_at LIMIT 1) n),
        open AS MATERIALIZED (SELECT queue FROM queues WHERE claimable_at <= (SELECT now FROM clock) ORDER BY claimable_at LIMIT $5),
        {NextFence(schema)},
        due AS MATERIALIZED (
          SELECT r.partition, r.kind, r.key, r.claimable_at, o.queue FROM open o CROSS JOIN LATERAL (
            SELECT s.partition, s.kind, s.key, s.claimable_at FROM {schema}.omni_schedule s
            WHERE s.tenant = $1 AND s.priority = $2 AND s.queue = o.queue AND s.claimable_at <= (SELECT now FROM clock)
              AND {InItsTurn(schema)}
            ORDER BY s.claimable_at LIMIT (SELECT greatest(1, $5 / count(*)) FROM open) FOR UPDATE SKIP LOCKED) r LIMIT $5)
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
            if (await Taken(_claimOnly, claim => claim.With(only), _ => only).ConfigureAwait(false) is { Count: > 0 } taken)
            {
                return InOrder(taken);
            }

            _onlyQueues.TryRemove((tenant, priority), out _);
        }

        var claims = await Taken(_claim, static claim => claim, static row => row.GetString(8)).ConfigureAwait(false);
        if (claims.Count == 0)
        {
            return [];
        }

        if (claims.TrueForAll(one => one.Queue == claims[0].Queue))
        {
            _onlyQueues[(tenant, priority)] = claims[0].Queue;
            return InOrder(claims);
        }

        return [.. claims
            .GroupBy(static one => one.Queue)
            .SelectMany(static queue => queue.OrderBy(one => one.Order).Select((one, place) => (place, one)))
            .OrderBy(static turn => turn.place).ThenBy(static turn => turn.one.Order)
            .Select(static turn => turn.one.Claim)];

        ValueTask<List<Claimed>> Taken(string sql, Func<NpgsqlBatchCommand, NpgsqlBatchCommand> complete, Func<NpgsqlDataReader, string> queue)
        {
            var statement = complete(new NpgsqlBatchCommand(sql).With(tenant).With((int)priority).With(Ticks(now)).With(lease.Ticks).With(limit));
            session.BeginLook();
            return session.ListAsync(
                statement,
                row =>
                {
                    var claimed = Claim(row, queue(row));
                    numbers.Met(tenant, claimed.Claim.Partition, claimed.Order.Partition);
                    return claimed;
                },
                CancellationToken.None);
        }

        static ScheduleClaim[] InOrder(List<Claimed> claims)
        {
            claims.Sort(static (one, other) => one.Order.CompareTo(other.Order));
            return [.. claims.Select(static one => one.Claim)];
        }
    }

    /// <summary>The next fencing number for all rows of one claim. A row is given it if it is above the row's own: another unit may have written the row after it was taken.</summary>
    private static string NextFence(string schema) => $"fence AS MATERIALIZED (SELECT {Fence(schema)} AS next)";

    /// <summary>Whether nothing of a customer's comes before a row that keeps its order.</summary>
    private static string InItsTurn(string schema) => $"""
        (NOT s.in_order OR NOT EXISTS (
          SELECT 1 FROM {schema}.omni_schedule e WHERE e.tenant = $1 AND e.partition = s.partition AND e.priority = $2 AND e.in_order AND (e.due, e.kind, e.key) < (s.due, s.kind, s.key)))
        """;

    private static string Take(string schema) => $"""
        UPDATE {schema}.omni_schedule s
        SET fence = CASE WHEN (SELECT next FROM fence) > s.fence THEN (SELECT next FROM fence) ELSE {Fence(schema)} END, claimable_at = (SELECT now FROM clock) + $4
        FROM due JOIN {schema}.omni_partition p ON p.id = due.partition
        WHERE s.tenant = $1 AND s.partition = due.partition AND s.kind = due.kind AND s.key = due.key
        RETURNING p.kind, p.name, s.kind, s.key, s.due, s.fence, due.claimable_at, due.partition
        """;

    private static Claimed Claim(NpgsqlDataReader row, string queue) => new(
        (row.GetInt64(6), row.GetInt64(7)),
        queue,
        new ScheduleClaim
        {
            Partition = new PartitionKey((PartitionKind)row.GetInt32(0), row.GetString(1)),
            Kind = row.GetString(2),
            Key = row.GetString(3),
            Due = row.Time(4),
            Fence = row.GetInt64(5),
        });

    private sealed record Claimed((long ClaimableAt, long Partition) Order, string Queue, ScheduleClaim Claim);
}
