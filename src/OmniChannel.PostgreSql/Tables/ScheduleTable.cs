using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>The durable schedule: what is to be done, from when on, and who holds it.</summary>
internal sealed class ScheduleTable(string schema)
{
    private readonly string _upsert = $"""
        INSERT INTO {schema}.omni_schedule AS s (tenant, partition, kind, key, due, claimable_at, fence) VALUES ($1, $2, $3, $4, $5, $5, $6)
        ON CONFLICT (tenant, partition, kind, key) DO UPDATE SET due = excluded.due, claimable_at = excluded.claimable_at, fence = s.fence + 1
        """;

    private readonly string _complete = $"DELETE FROM {schema}.omni_schedule WHERE tenant = $1 AND partition = $2 AND kind = $3 AND key = $4 AND fence = $5";
    private readonly string _renew = $"UPDATE {schema}.omni_schedule SET claimable_at = $6 WHERE tenant = $1 AND partition = $2 AND kind = $3 AND key = $4 AND fence = $5";
    private readonly string _delete = $"DELETE FROM {schema}.omni_schedule WHERE tenant = $1 AND partition = $2 AND kind = $3 AND key = $4 RETURNING fence";
    private readonly string _next = $"SELECT claimable_at FROM {schema}.omni_schedule WHERE tenant = $1 ORDER BY claimable_at LIMIT 1";

    // Rows that somebody else claims or an open unit has changed are passed over, not waited for.
    private readonly string _claim = $"""
        WITH due AS MATERIALIZED (
          SELECT partition, kind, key, claimable_at FROM {schema}.omni_schedule
          WHERE tenant = $1 AND claimable_at <= $2 ORDER BY claimable_at LIMIT $4 FOR UPDATE SKIP LOCKED)
        UPDATE {schema}.omni_schedule s SET fence = s.fence + 1, claimable_at = $3
        FROM due JOIN {schema}.omni_partition p ON p.id = due.partition
        WHERE s.tenant = $1 AND s.partition = due.partition AND s.kind = due.kind AND s.key = due.key
        RETURNING p.kind, p.name, s.kind, s.key, s.due, s.fence, due.claimable_at, due.partition
        """;

    public void Write(PostgreSqlSession session, PartitionRow partition, string kind, string key, DateTimeOffset due) =>
        session.Later(Statement(_upsert, partition, kind, key).With(due).With(partition.LastNumber + 1));

    /// <returns>Whether the fence still was the claim's.</returns>
    public async ValueTask<bool> TryCompleteAsync(PostgreSqlSession session, PartitionRow partition, ScheduleClaim claim, CancellationToken cancellationToken)
    {
        if (partition.Id == 0 || await session.RunAsync(Statement(_complete, partition, claim.Kind, claim.Key).With(claim.Fence), cancellationToken).ConfigureAwait(false) == 0)
        {
            return false;
        }

        partition.Removed(claim.Fence);
        return true;
    }

    /// <returns>Whether the fence still was the claim's.</returns>
    public async ValueTask<bool> TryRenewAsync(PostgreSqlSession session, PartitionRow partition, ScheduleClaim claim, DateTimeOffset until, CancellationToken cancellationToken) =>
        partition.Id != 0 && await session.RunAsync(Statement(_renew, partition, claim.Kind, claim.Key).With(claim.Fence).With(until), cancellationToken).ConfigureAwait(false) != 0;

    public async ValueTask RemoveAsync(PostgreSqlSession session, PartitionRow partition, string kind, string key, CancellationToken cancellationToken)
    {
        if (partition.Id != 0)
        {
            partition.Removed(await session.AskAsync(Statement(_delete, partition, kind, key), 0L, static row => row.GetInt64(0), cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Claims in one statement, which is its own transaction. It waits for nobody, so it is not cancelled half-way.</summary>
    public async ValueTask<IReadOnlyList<ScheduleClaim>> ClaimDueAsync(PostgreSqlSession session, int tenant, DateTimeOffset now, DateTimeOffset until, int limit)
    {
        var claims = await session.ListAsync(new NpgsqlBatchCommand(_claim).With(tenant).With(now).With(until).With(limit), Claim, CancellationToken.None).ConfigureAwait(false);
        claims.Sort(static (one, other) => one.Order.CompareTo(other.Order));
        return claims.ConvertAll(static claimed => claimed.Claim);
    }

    public ValueTask<DateTimeOffset?> NextDueAsync(PostgreSqlSession session, int tenant, CancellationToken cancellationToken) =>
        session.AskAsync<DateTimeOffset?>(new NpgsqlBatchCommand(_next).With(tenant), null, static row => row.Time(0), cancellationToken);

    private static ((long ClaimableAt, long Partition) Order, ScheduleClaim Claim) Claim(NpgsqlDataReader row) => (
        (row.GetInt64(6), row.GetInt64(7)),
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
