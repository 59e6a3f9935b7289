using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>What waits to be sent, and what became of it.</summary>
internal sealed class OutboxTable(string schema)
{
    private readonly string _select = $"{Columns(schema)} AND delivery = $3";
    private readonly string _page = $"{Columns(schema)} AND delivery > $3 ORDER BY delivery LIMIT $4";
    private readonly string _parked = $"""
        SELECT o.delivery, o.state, o.fence, o.attempts, o.created_at, o.body, p.kind, p.name
        FROM {schema}.omni_outbox o JOIN {schema}.omni_partition p ON p.id = o.partition
        WHERE o.tenant = $1 AND o.state = 7 AND o.delivery > $2 ORDER BY o.delivery LIMIT $3
        """;

    private readonly string _delete = $"DELETE FROM {schema}.omni_outbox WHERE tenant = $1 AND partition = $2 AND delivery = $3";
    private readonly string _insert = $"INSERT INTO {schema}.omni_outbox (tenant, partition, delivery, state, fence, attempts, body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    private readonly string _insertNew = $"INSERT INTO {schema}.omni_outbox (tenant, partition, delivery, state, fence, attempts, body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    private readonly string _update = $"UPDATE {schema}.omni_outbox SET state = $4, fence = $5, attempts = $6, body = $7 WHERE tenant = $1 AND partition = $2 AND delivery = $3 AND fence = $8";

    public async ValueTask<OutboxRow?> ReadAsync(PostgreSqlSession session, PartitionRow partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        var row = partition.Id == 0 ? null : await session.AskAsync<OutboxRow?>(Statement(_select, partition, delivery.Value), null, row => Row(row, partition.Key), cancellationToken).ConfigureAwait(false);
        partition.Fences[delivery] = row?.Fence;
        return row;
    }

    public async ValueTask<IReadOnlyList<OutboxRow>> ListAsync(PostgreSqlSession session, PartitionRow partition, DeliveryId? after, int limit, CancellationToken cancellationToken) =>
        partition.Id == 0 ? [] : await session.ListAsync(Statement(_page, partition, after?.Value ?? "").With(limit), row => Row(row, partition.Key), cancellationToken).ConfigureAwait(false);

    /// <summary>What was set aside, of whatever partition.</summary>
    public async ValueTask<IReadOnlyList<OutboxRow>> ListParkedAsync(PostgreSqlSession session, int tenant, DeliveryId? after, int limit, CancellationToken cancellationToken) =>
        await session.ListAsync(
            new NpgsqlBatchCommand(_parked).With(tenant).With(after?.Value ?? "").With(limit),
            static row => Row(row, new PartitionKey((PartitionKind)row.GetInt32(6), row.GetString(7))),
            cancellationToken).ConfigureAwait(false);

    /// <returns>Whether there was none yet.</returns>
    public async ValueTask<bool> InsertAsync(PostgreSqlSession session, PartitionRow partition, OutboxRow row, CancellationToken cancellationToken)
    {
        var inserted = true;
        if (partition.Fences.TryGetValue(row.Delivery, out var fence))
        {
            if (fence is not null)
            {
                return false;
            }

            session.Later(Statement(_insert, partition, row).With(row.CreatedAt));
        }
        else
        {
            inserted = await session.RunAsync(Statement(_insertNew, partition, row).With(row.CreatedAt), cancellationToken).ConfigureAwait(false) == 1;
        }

        if (inserted)
        {
            partition.Fences[row.Delivery] = row.Fence;
        }

        return inserted;
    }

    /// <returns>Whether the fence still was the expected one.</returns>
    public async ValueTask<bool> TryUpdateAsync(PostgreSqlSession session, PartitionRow partition, OutboxRow row, long expectedFence, CancellationToken cancellationToken)
    {
        if (!partition.Fences.TryGetValue(row.Delivery, out var fence))
        {
            fence = (await ReadAsync(session, partition, row.Delivery, cancellationToken).ConfigureAwait(false))?.Fence;
        }

        if (fence != expectedFence)
        {
            return false;
        }

        session.Later(Statement(_update, partition, row).With(expectedFence));
        partition.Fences[row.Delivery] = row.Fence;
        return true;
    }

    public void Remove(PostgreSqlSession session, PartitionRow partition, DeliveryId delivery)
    {
        session.Later(Statement(_delete, partition, delivery.Value));
        partition.Fences[delivery] = null;
    }

    private static string Columns(string schema) => $"SELECT delivery, state, fence, attempts, created_at, body FROM {schema}.omni_outbox WHERE tenant = $1 AND partition = $2";

    private static NpgsqlBatchCommand Statement(string sql, PartitionRow partition, string delivery) => new NpgsqlBatchCommand(sql).With(partition.Tenant).With(partition.Id).With(delivery);

    private static NpgsqlBatchCommand Statement(string sql, PartitionRow partition, OutboxRow row) =>
        Statement(sql, partition, row.Delivery.Value).With((int)row.State).With(row.Fence).With(row.Attempts).With(row.Body);

    private static OutboxRow Row(NpgsqlDataReader row, PartitionKey partition) => new()
    {
        Delivery = new DeliveryId(row.GetString(0)),
        Partition = partition,
        State = (OutboxState)row.GetInt32(1),
        Fence = row.GetInt64(2),
        Attempts = row.GetInt32(3),
        CreatedAt = row.Time(4),
        Body = row.Body(5),
    };
}
