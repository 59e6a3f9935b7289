using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>The durable schedule: what is to be done, from when on, and who holds it.</summary>
internal sealed class ScheduleTable(string schema)
{
    private const string Columns = "tenant, partition, key, kind, due, claimable_at, fence, priority, queue, in_order";

    private readonly RowStatement _upsert = new(
        "schedule",
        $"INSERT INTO {schema}.omni_schedule AS s ({Columns}) VALUES ($1, $2, $3, $4, $5, $5, {Fence(schema)}, $6, $7, $8) {OnConflict(schema)}",
        $"""
        INSERT INTO {schema}.omni_schedule AS s ({Columns}) SELECT $1, n.partition, n.key, n.kind, n.due, n.due, {Fence(schema)}, n.priority, n.queue, n.in_order
        FROM unnest($2, $3, $4, $5, $6, $7, $8) AS n (partition, key, kind, due, priority, queue, in_order) {OnConflict(schema)}
        """);

    private readonly RowStatement _completeHeld = new(
        "schedule",
        $"DELETE FROM {schema}.omni_schedule WHERE tenant = $1 AND partition = $2 AND key = $3 AND kind = $4 AND fence = $5",
        $"DELETE FROM {schema}.omni_schedule s USING unnest($2, $3, $4, $5) AS n (partition, key, kind, fence) WHERE s.tenant = $1 AND s.partition = n.partition AND s.kind = n.kind AND s.key = n.key AND s.fence = n.fence");

    private readonly string _many = $"""
        SELECT n.place, s.fence, s.claimable_at, (SELECT {Ticks("clock_timestamp()")}) FROM unnest($2, $3, $4) WITH ORDINALITY AS n (partition, kind, key, place)
        CROSS JOIN LATERAL (SELECT fence, claimable_at FROM {schema}.omni_schedule WHERE tenant = $1 AND partition = n.partition AND kind = n.kind AND key = n.key LIMIT 1) s
        """;

    private readonly string _complete = $"DELETE FROM {schema}.omni_schedule WHERE tenant = $1 AND partition = $2 AND kind = $3 AND key = $4 AND fence = $5";
    private readonly string _renew = $"UPDATE {schema}.omni_schedule SET claimable_at = {At("$6")} + $7 WHERE tenant = $1 AND partition = $2 AND kind = $3 AND key = $4 AND fence = $5";
    private readonly string _delete = $"DELETE FROM {schema}.omni_schedule WHERE tenant = $1 AND partition = $2 AND kind = $3 AND key = $4";

    // The queues by looks into the index, one for each queue, however many rows it has.
    private readonly string _next = $"""
        WITH RECURSIVE queues AS (
          (SELECT priority, queue, claimable_at FROM {schema}.omni_schedule WHERE tenant = $1 ORDER BY priority, queue, claimable_at LIMIT 1)
          UNION ALL
          SELECT n.priority, n.queue, n.claimable_at FROM queues q CROSS JOIN LATERAL (
            SELECT priority, queue, claimable_at FROM {schema}.omni_schedule WHERE tenant = $1 AND (priority, queue) > (q.priority, q.queue) ORDER BY priority, queue, claimable_at LIMIT 1) n)
        SELECT min(claimable_at) FROM queues HAVING count(*) > 0
        """;

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
        due AS MATERIALIZED (
          SELECT r.partition, r.kind, r.key, r.claimable_at, o.queue FROM open o CROSS JOIN LATERAL (
            SELECT s.partition, s.kind, s.key, s.claimable_at FROM {schema}.omni_schedule s
            WHERE s.tenant = $1 AND s.priority = $2 AND s.queue = o.queue AND s.claimable_at <= (SELECT now FROM clock)
              AND (NOT s.in_order OR NOT EXISTS (
                SELECT 1 FROM {schema}.omni_schedule e WHERE e.tenant = $1 AND e.partition = s.partition AND e.priority = $2 AND e.in_order AND (e.due, e.kind, e.key) < (s.due, s.kind, s.key)))
            ORDER BY s.claimable_at LIMIT (SELECT greatest(1, $5 / count(*)) FROM open) FOR UPDATE SKIP LOCKED) r LIMIT $5)
        UPDATE {schema}.omni_schedule s SET fence = {Fence(schema)}, claimable_at = (SELECT now FROM clock) + $4
        FROM due JOIN {schema}.omni_partition p ON p.id = due.partition
        WHERE s.tenant = $1 AND s.partition = due.partition AND s.kind = due.kind AND s.key = due.key
        RETURNING p.kind, p.name, s.kind, s.key, s.due, s.fence, due.claimable_at, due.partition, due.queue
        """;

    public void Write(PostgreSqlSession session, PartitionRow partition, string kind, string key, DateTimeOffset due, ScheduleTurn turn)
    {
        session.Later(_upsert, partition, key, kind, due.UtcTicks, (int)turn.Priority, turn.Queue, turn.InOrder);
        partition.Held.Remove((kind, key));
    }

    /// <summary>What looks beforehand whether several claims hold, and what is done with each row that there is. A claim that runs out soon is looked at again when it is asked for.</summary>
    public (NpgsqlBatchCommand Statement, Action<NpgsqlDataReader> Row) Fetch(int tenant, IReadOnlyList<(PartitionRow Partition, ScheduleClaim Claim)> wanted)
    {
        foreach (var (partition, claim) in wanted)
        {
            partition.Held[(claim.Kind, claim.Key)] = null;
        }

        return (
            new NpgsqlBatchCommand(_many).With(tenant).With([.. wanted.Select(one => one.Partition.Id)]).With([.. wanted.Select(one => one.Claim.Kind)]).With([.. wanted.Select(one => one.Claim.Key)]),
            row =>
            {
                var (partition, claim) = wanted[(int)row.GetInt64(0) - 1];
                var held = new HeldRow(row.GetInt64(2), row.GetInt64(3));
                if (row.GetInt64(1) == claim.Fence && held.IsSafe)
                {
                    partition.Held[(claim.Kind, claim.Key)] = held;
                }
                else if (row.GetInt64(1) == claim.Fence)
                {
                    partition.Held.Remove((claim.Kind, claim.Key));
                }
            });
    }

    /// <returns>Whether the fence still was the claim's.</returns>
    public async ValueTask<bool> TryCompleteAsync(PostgreSqlSession session, PartitionRow partition, ScheduleClaim claim, CancellationToken cancellationToken)
    {
        if (partition.Held.TryGetValue((claim.Kind, claim.Key), out var held))
        {
            if (held is null)
            {
                return false;
            }

            session.Later(_completeHeld, partition, claim.Key, claim.Kind, claim.Fence);
            partition.Held[(claim.Kind, claim.Key)] = null;
            return true;
        }

        return partition.Id != 0 && await session.RunAsync(Statement(_complete, partition, claim.Kind, claim.Key).With(claim.Fence), cancellationToken).ConfigureAwait(false) != 0;
    }

    /// <returns>Whether the fence still was the claim's.</returns>
    public async ValueTask<bool> TryRenewAsync(PostgreSqlSession session, PartitionRow partition, ScheduleClaim claim, DateTimeOffset? now, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (!partition.Held.TryGetValue((claim.Kind, claim.Key), out var held) || held?.LastsFor(now, lease) == false)
        {
            return partition.Id != 0 && await session.RunAsync(Statement(_renew, partition, claim.Kind, claim.Key).With(claim.Fence).With(Ticks(now)).With(lease.Ticks), cancellationToken).ConfigureAwait(false) != 0;
        }

        return held is not null;
    }

    /// <summary>At once, so that nobody claims it before the unit ends.</summary>
    public async ValueTask RemoveAsync(PostgreSqlSession session, PartitionRow partition, string kind, string key, CancellationToken cancellationToken)
    {
        partition.Held.Remove((kind, key));
        if (partition.Id != 0)
        {
            await session.RunAsync(Statement(_delete, partition, kind, key), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Claims rows of one priority in one statement, which is its own transaction. It waits for nobody, so it is not cancelled half-way.</summary>
    public async ValueTask<IReadOnlyList<ScheduleClaim>> ClaimDueAsync(PostgreSqlSession session, int tenant, SchedulePriority priority, DateTimeOffset? now, TimeSpan lease, int limit, PartitionNumbers numbers)
    {
        var statement = new NpgsqlBatchCommand(_claim).With(tenant).With((int)priority).With(Ticks(now)).With(lease.Ticks).With(limit);
        session.BeginLook();
        var claims = await session.ListAsync(statement, Claim, CancellationToken.None).ConfigureAwait(false);
        foreach (var ((_, partition), _, claim) in claims)
        {
            numbers.Met(tenant, claim.Partition, partition);
        }

        return [.. claims
            .GroupBy(static one => one.Queue)
            .SelectMany(static queue => queue.OrderBy(one => one.Order).Select((one, place) => (place, one)))
            .OrderBy(static turn => turn.place).ThenBy(static turn => turn.one.Order)
            .Select(static turn => turn.one.Claim)];
    }

    public ValueTask<DateTimeOffset?> NextDueAsync(PostgreSqlSession session, int tenant, CancellationToken cancellationToken) =>
        session.AskAsync<DateTimeOffset?>(new NpgsqlBatchCommand(_next).With(tenant), null, static row => row.Time(0), cancellationToken);

    /// <summary>The server's clock at this moment, however long ago the transaction began.</summary>
    public static ValueTask<DateTimeOffset> ReadClockAsync(PostgreSqlSession session, CancellationToken cancellationToken) =>
        session.AskAsync(new NpgsqlBatchCommand($"SELECT {Ticks("clock_timestamp()")}"), default(DateTimeOffset), static row => row.Time(0), cancellationToken);

    /// <summary>An instant in ticks, or the server's clock for 0.</summary>
    private static string At(string ticks) => $"(CASE WHEN {ticks} = 0 THEN {Ticks("now()")} ELSE {ticks} END)";

    /// <summary>By floating point, which is some ten times as quick as extract's numeric and errs by less than a microsecond.</summary>
    private static string Ticks(string instant) => $"((date_part('epoch', {instant}) * 10000000)::bigint + 621355968000000000)";

    /// <summary>The next fencing number: above all that were ever given, so a row that was removed and written again has a higher one. Taken once the row is locked.</summary>
    private static string Fence(string schema) => $"nextval('{schema}.omni_fence')";

    private static string OnConflict(string schema) => $"""
        ON CONFLICT (tenant, partition, kind, key) DO UPDATE
        SET due = excluded.due, claimable_at = excluded.claimable_at, fence = {Fence(schema)}, priority = excluded.priority, queue = excluded.queue, in_order = excluded.in_order
        """;

    private static long Ticks(DateTimeOffset? now) => now?.UtcTicks ?? 0;

    private static ((long ClaimableAt, long Partition) Order, string Queue, ScheduleClaim Claim) Claim(NpgsqlDataReader row) => (
        (row.GetInt64(6), row.GetInt64(7)),
        row.GetString(8),
        new ScheduleClaim
        {
            Partition = new PartitionKey((PartitionKind)row.GetInt32(0), row.GetString(1)),
            Kind = row.GetString(2),
            Key = row.GetString(3),
            Due = row.Time(4),
            Fence = row.GetInt64(5),
        });

    private static NpgsqlBatchCommand Statement(string sql, PartitionRow partition, string kind, string key) =>
        new NpgsqlBatchCommand(sql).With(partition.Tenant).With(partition.Id).With(kind).With(key);
}
