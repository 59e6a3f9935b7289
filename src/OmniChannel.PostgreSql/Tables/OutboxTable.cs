using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>What waits to be sent, and what became of it.</summary>
internal sealed class OutboxTable(string schema)
{
    private readonly string _select = $"{Columns(schema)} AND delivery = $3";
    private readonly string _page = $"{Columns(schema)} AND delivery > $3 ORDER BY delivery LIMIT $4";
    private readonly string _parked = $"""
        SELECT o.delivery, o.state, o.fence, o.attempts, o.created_at, o.body, o.version, p.kind, p.name
        FROM {schema}.omni_outbox o JOIN {schema}.omni_partition p ON p.id = o.partition
        WHERE o.tenant = $1 AND o.is_parked AND o.delivery > $2 ORDER BY o.delivery LIMIT $3
        """;

    private readonly string _delete = $"DELETE FROM {schema}.omni_outbox WHERE tenant = $1 AND partition = $2 AND delivery = $3";
    private readonly string _insertNew = $"INSERT INTO {schema}.omni_outbox (tenant, partition, delivery, state, fence, attempts, body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    private readonly RowStatement _insert = new(
        "outbox",
        $"INSERT INTO {schema}.omni_outbox (tenant, partition, delivery, state, fence, attempts, body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        $"INSERT INTO {schema}.omni_outbox (tenant, partition, delivery, state, fence, attempts, body, created_at) SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8)");

    private readonly RowStatement _update = new(
        "outbox",
        $"UPDATE {schema}.omni_outbox SET state = $4, fence = $5, attempts = $6, body = $7, version = version + 1 WHERE tenant = $1 AND partition = $2 AND delivery = $3 AND fence = $8",
        $"""
        UPDATE {schema}.omni_outbox o SET state = n.state, fence = n.fence, attempts = n.attempts, body = n.body, version = o.version + 1
        FROM unnest($2, $3, $4, $5, $6, $7, $8) AS n (partition, delivery, state, fence, attempts, body, expected)
        WHERE o.tenant = $1 AND o.partition = n.partition AND o.delivery = n.delivery AND o.fence = n.expected
        """);

    private readonly RowStatement _updateSeen = RowStatement.Proof("outbox", $"""
        WITH written AS (
          UPDATE {schema}.omni_outbox o SET state = n.state, fence = n.fence, attempts = n.attempts, body = n.body, version = o.version + 1
          FROM unnest($2, $3, $4, $5, $6, $7, $8, $9) AS n (partition, delivery, state, fence, attempts, body, expected, version)
          WHERE o.tenant = $1 AND o.partition = n.partition AND o.delivery = n.delivery AND o.fence = n.expected AND o.version = n.version RETURNING 1)
        {RowStatement.Proven} FROM written
        """);

    private readonly RowStatement _proof = RowStatement.Proof("outbox", $"""
        {RowStatement.Proven} FROM unnest($2, $3, $4) AS n (partition, delivery, version)
        CROSS JOIN LATERAL (SELECT 1 FROM {schema}.omni_outbox WHERE tenant = $1 AND partition = n.partition AND delivery = n.delivery AND version = n.version LIMIT 1) o
        """);

    private readonly string _many = $"""
        SELECT n.place, o.* FROM unnest($2, $3) WITH ORDINALITY AS n (partition, delivery, place)
        CROSS JOIN LATERAL (SELECT delivery, state, fence, attempts, created_at, body, version FROM {schema}.omni_outbox WHERE tenant = $1 AND partition = n.partition AND delivery = n.delivery LIMIT 1) o
        """;

    private readonly string _versions = $"""
        SELECT n.place, o.version, o.fence FROM unnest($2, $3) WITH ORDINALITY AS n (partition, delivery, place)
        CROSS JOIN LATERAL (SELECT version, fence FROM {schema}.omni_outbox WHERE tenant = $1 AND partition = n.partition AND delivery = n.delivery LIMIT 1) o
        """;

    private readonly string _version = $"SELECT 1::bigint, version, fence FROM {schema}.omni_outbox WHERE tenant = $1 AND partition = $2 AND delivery = $3";

    private readonly string _byNames = $"""
        SELECT n.place, o.* FROM unnest($2, $3, $4) WITH ORDINALITY AS n (kind, name, delivery, place)
        CROSS JOIN LATERAL (
          SELECT o.delivery, o.state, o.fence, o.attempts, o.created_at, o.body, o.version FROM {schema}.omni_partition p JOIN {schema}.omni_outbox o ON o.tenant = p.tenant AND o.partition = p.id
          WHERE p.tenant = $1 AND p.kind = n.kind AND p.name = n.name AND o.delivery = n.delivery LIMIT 1) o
        """;

    public async ValueTask<OutboxRow?> ReadAsync(PostgreSqlSession session, PartitionRow partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        if (partition.Outbox.TryGetValue(delivery, out var fetched))
        {
            return fetched;
        }

        var row = partition.Id == 0 ? null : await session.AskAsync<OutboxRow?>(Statement(_select, partition, delivery.Value), null, row => Row(row, 0, partition.Key), cancellationToken).ConfigureAwait(false);
        partition.Fences[delivery] = row?.Fence;
        return row;
    }

    public async ValueTask<IReadOnlyList<OutboxRow>> ListAsync(PostgreSqlSession session, PartitionRow partition, DeliveryId? after, int limit, CancellationToken cancellationToken) =>
        partition.Id == 0 ? [] : await session.ListAsync(Statement(_page, partition, after?.Value ?? "").With(limit), row => Row(row, 0, partition.Key), cancellationToken).ConfigureAwait(false);

    /// <summary>What looks at several rows of several partitions, and what is done with each that there is.</summary>
    public (NpgsqlBatchCommand Statement, Action<NpgsqlDataReader> Row) Look(int tenant, IReadOnlyList<OutboxAddress> addresses, OutboxRow?[] rows) => (
        new NpgsqlBatchCommand(_byNames).With(tenant)
            .With([.. addresses.Select(address => (int)address.Partition.Kind)])
            .With([.. addresses.Select(address => address.Partition.Key)])
            .With([.. addresses.Select(address => address.Delivery.Value)]),
        row => rows[row.GetInt64(0) - 1] = Row(row, 1, addresses[(int)row.GetInt64(0) - 1].Partition));

    /// <summary>What fetches several rows beforehand, and what is done with each that there is.</summary>
    public (NpgsqlBatchCommand Statement, Action<NpgsqlDataReader> Row) Fetch(int tenant, IReadOnlyList<(PartitionRow Partition, DeliveryId Delivery)> wanted)
    {
        foreach (var (partition, delivery) in wanted)
        {
            (partition.Fences[delivery], partition.Outbox[delivery]) = (null, null);
        }

        return (
            new NpgsqlBatchCommand(_many).With(tenant).With([.. wanted.Select(one => one.Partition.Id)]).With([.. wanted.Select(one => one.Delivery.Value)]),
            row =>
            {
                var (partition, delivery) = wanted[(int)row.GetInt64(0) - 1];
                var found = Row(row, 1, partition.Key);
                (partition.Fences[delivery], partition.Outbox[delivery]) = (found.Fence, found);
            });
    }

    /// <summary>What looks for the versions of several rows beforehand, and what is done with each that there is.</summary>
    public (NpgsqlBatchCommand Statement, Action<NpgsqlDataReader> Row) FetchVersions(int tenant, IReadOnlyList<(PartitionRow Partition, DeliveryId Delivery)> wanted)
    {
        foreach (var (partition, delivery) in wanted)
        {
            (partition.Fences[delivery], partition.OutboxVersions[delivery]) = (null, 0);
        }

        return (
            wanted is [var only]
                ? Statement(_version, only.Partition, only.Delivery.Value)
                : new NpgsqlBatchCommand(_versions).With(tenant).With([.. wanted.Select(one => one.Partition.Id)]).With([.. wanted.Select(one => one.Delivery.Value)]),
            row =>
            {
                var (partition, delivery) = wanted[(int)row.GetInt64(0) - 1];
                (partition.OutboxVersions[delivery], partition.Fences[delivery]) = (row.GetInt64(1), row.GetInt64(2));
            });
    }

    /// <summary>The version that stands, 0 for none.</summary>
    public async ValueTask<long> VersionAsync(PostgreSqlSession session, PartitionRow partition, DeliveryId delivery, CancellationToken cancellationToken) =>
        partition.OutboxVersions.TryGetValue(delivery, out var version) ? version : (await ReadAsync(session, partition, delivery, cancellationToken).ConfigureAwait(false))?.Version ?? 0;

    /// <summary>What was set aside, of whatever partition.</summary>
    public async ValueTask<IReadOnlyList<OutboxRow>> ListParkedAsync(PostgreSqlSession session, int tenant, DeliveryId? after, int limit, CancellationToken cancellationToken) =>
        await session.ListAsync(
            new NpgsqlBatchCommand(_parked).With(tenant).With(after?.Value ?? "").With(limit),
            static row => Row(row, 0, new PartitionKey((PartitionKind)row.GetInt32(7), row.GetString(8))),
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

            session.Later(_insert, partition, [.. Columns(row), row.CreatedAt.UtcTicks]);
        }
        else
        {
            inserted = await session.RunAsync(Statement(_insertNew, partition, row).With(row.CreatedAt), cancellationToken).ConfigureAwait(false) == 1;
        }

        if (inserted)
        {
            partition.Wrote(row.Delivery, row.Fence);
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

        if (partition.SeenOutbox is { } unproven && unproven.Remove(row.Delivery, out var seen))
        {
            session.Later(_updateSeen, partition, [.. Columns(row), expectedFence, seen]);
        }
        else
        {
            session.Later(_update, partition, [.. Columns(row), expectedFence]);
        }

        partition.Wrote(row.Delivery, row.Fence);
        return true;
    }

    /// <summary>Has the transaction fail unless the rows that it took for granted are as they were seen.</summary>
    public void Prove(PostgreSqlSession session, PartitionRow partition)
    {
        foreach (var (delivery, version) in partition.SeenOutbox ?? [])
        {
            session.Later(_proof, partition, delivery.Value, version);
        }

        partition.SeenOutbox = null;
    }

    public void Remove(PostgreSqlSession session, PartitionRow partition, DeliveryId delivery)
    {
        Prove(session, partition);
        session.Later(Statement(_delete, partition, delivery.Value));
        partition.Wrote(delivery, null);
    }

    private static string Columns(string schema) => $"SELECT delivery, state, fence, attempts, created_at, body, version FROM {schema}.omni_outbox WHERE tenant = $1 AND partition = $2";

    private static NpgsqlBatchCommand Statement(string sql, PartitionRow partition, string delivery) => new NpgsqlBatchCommand(sql).With(partition.Tenant).With(partition.Id).With(delivery);

    private static NpgsqlBatchCommand Statement(string sql, PartitionRow partition, OutboxRow row) =>
        Statement(sql, partition, row.Delivery.Value).With((int)row.State).With(row.Fence).With(row.Attempts).With(row.Body);

    private static object[] Columns(OutboxRow row) => [row.Delivery.Value, (int)row.State, row.Fence, row.Attempts, row.Body.ToArray()];

    private static OutboxRow Row(NpgsqlDataReader row, int first, PartitionKey partition) => new()
    {
        Delivery = new DeliveryId(row.GetString(first)),
        Partition = partition,
        State = (OutboxState)row.GetInt32(first + 1),
        Fence = row.GetInt64(first + 2),
        Attempts = row.GetInt32(first + 3),
        CreatedAt = row.Time(first + 4),
        Body = row.Body(first + 5),
        Version = row.GetInt64(first + 6),
    };
}
