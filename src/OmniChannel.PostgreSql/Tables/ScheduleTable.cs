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

    private readonly RowStatement _heldFor = RowStatement.Proof("schedule", $"""
        {RowStatement.Proven} FROM unnest($2, $3, $4, $5, $6, $7) AS n (partition, key, kind, fence, least, most)
        CROSS JOIN LATERAL (
          SELECT 1 FROM {schema}.omni_schedule WHERE tenant = $1 AND partition = n.partition AND kind = n.kind AND key = n.key AND fence = n.fence
            AND claimable_at - (SELECT {Ticks("clock_timestamp()")}) BETWEEN n.least AND n.most LIMIT 1) s
        """);

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

    public void Write(PostgreSqlSession session, PartitionRow partition, string kind, string key, DateTimeOffset due, ScheduleTurn turn)
    {
        session.Later(_upsert, partition, key, kind, due.UtcTicks, (int)turn.Priority, turn.Queue, turn.InOrder);
        partition.Wrote(kind, key);
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

    /// <summary>Removes it if the fence still is the claim's, whether or not.</summary>
    public void Complete(PostgreSqlSession session, PartitionRow partition, ScheduleClaim claim)
    {
        session.Later(_completeHeld, partition, claim.Key, claim.Kind, claim.Fence);
        partition.Wrote(claim.Kind, claim.Key);
    }

    /// <returns>Whether the fence still was the claim's.</returns>
    public async ValueTask<bool> TryRenewAsync(PostgreSqlSession session, PartitionRow partition, ScheduleClaim claim, DateTimeOffset? now, TimeSpan lease, CancellationToken cancellationToken)
    {
        var isKnown = partition.Held.TryGetValue((claim.Kind, claim.Key), out var held);
        if (partition.IsSeen && !isKnown && now is null && lease > HeldRow.Safe)
        {
            // What was claimed a moment ago need not be prolonged: the transaction fails where it was not, and is begun anew by one that looks.
            session.Later(_heldFor, partition, claim.Key, claim.Kind, claim.Fence, long.Max(HeldRow.Safe.Ticks, LeaseRules.Least(lease).Ticks), lease.Ticks);
            return true;
        }

        if (!isKnown || held?.LastsFor(now, lease) == false)
        {
            return partition.Id != 0 && await session.RunAsync(Statement(_renew, partition, claim.Kind, claim.Key).With(claim.Fence).With(Ticks(now)).With(lease.Ticks), cancellationToken).ConfigureAwait(false) != 0;
        }

        return held is not null;
    }

    /// <summary>At once, so that nobody claims it before the unit ends.</summary>
    public async ValueTask RemoveAsync(PostgreSqlSession session, PartitionRow partition, string kind, string key, CancellationToken cancellationToken)
    {
        partition.Wrote(kind, key);
        if (partition.Id != 0)
        {
            await session.RunAsync(Statement(_delete, partition, kind, key), cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask<DateTimeOffset?> NextDueAsync(PostgreSqlSession session, int tenant, CancellationToken cancellationToken) =>
        session.AskAsync<DateTimeOffset?>(new NpgsqlBatchCommand(_next).With(tenant), null, static row => row.Time(0), cancellationToken);

    /// <summary>The server's clock at this moment, however long ago the transaction began.</summary>
    public static ValueTask<DateTimeOffset> ReadClockAsync(PostgreSqlSession session, CancellationToken cancellationToken) =>
        session.AskAsync(new NpgsqlBatchCommand($"SELECT {Ticks("clock_timestamp()")}"), default(DateTimeOffset), static row => row.Time(0), cancellationToken);

    /// <summary>An instant in ticks, or the server's clock for 0.</summary>
    public static string At(string ticks) => $"(CASE WHEN {ticks} = 0 THEN {Ticks("now()")} ELSE {ticks} END)";

    /// <summary>By floating point, which is some ten times as quick as extract's numeric and errs by less than a microsecond.</summary>
    public static string Ticks(string instant) => $"((date_part('epoch', {instant}) * 10000000)::bigint + 621355968000000000)";

    /// <summary>The next fencing number: above all that were ever given, so a row that was removed and written again has a higher one. Taken once the row is locked.</summary>
    public static string Fence(string schema) => $"nextval('{schema}.omni_fence')";

    private static string OnConflict(string schema) => $"""
        ON CONFLICT (tenant, partition, kind, key) DO UPDATE
        SET due = excluded.due, claimable_at = excluded.claimable_at, fence = {Fence(schema)}, priority = excluded.priority, queue = excluded.queue, in_order = excluded.in_order
        """;

    public static long Ticks(DateTimeOffset? now) => now?.UtcTicks ?? 0;

    private static NpgsqlBatchCommand Statement(string sql, PartitionRow partition, string kind, string key) =>
        new NpgsqlBatchCommand(sql).With(partition.Tenant).With(partition.Id).With(kind).With(key);
}
