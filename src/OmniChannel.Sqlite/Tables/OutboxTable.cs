using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>What waits to be sent, and what became of it.</summary>
internal static class OutboxTable
{
    private const string Columns = "SELECT state, fence, attempts, created_at, body, delivery, version FROM omni_outbox WHERE tenant = ?1 AND partition = ?2";
    private const string Select = $"{Columns} AND delivery = ?3";
    private const string ByName = """
        SELECT o.state, o.fence, o.attempts, o.created_at, o.body, o.delivery, o.version
        FROM omni_partition p JOIN omni_outbox o ON o.tenant = p.tenant AND o.partition = p.id WHERE p.tenant = ?1 AND p.kind = ?2 AND p.name = ?3 AND o.delivery = ?4
        """;

    private const string VersionOf = "SELECT version FROM omni_outbox WHERE tenant = ?1 AND partition = ?2 AND delivery = ?3";
    private const string Page = $"{Columns} AND delivery > ?3 ORDER BY delivery LIMIT ?4";
    private const string Parked = """
        SELECT o.state, o.fence, o.attempts, o.created_at, o.body, o.delivery, o.version, p.kind, p.name
        FROM omni_outbox o JOIN omni_partition p ON p.id = o.partition
        WHERE o.tenant = ?1 AND o.state = 7 AND o.delivery > ?2 ORDER BY o.delivery LIMIT ?3
        """;

    private const string Delete = "DELETE FROM omni_outbox WHERE tenant = ?1 AND partition = ?2 AND delivery = ?3";
    private const string InsertRow = "INSERT INTO omni_outbox (tenant, partition, delivery, state, fence, attempts, created_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?8, ?7) ON CONFLICT DO NOTHING";
    private const string Update = "UPDATE omni_outbox SET state = ?4, fence = ?5, attempts = ?6, body = ?7, version = version + 1 WHERE tenant = ?1 AND partition = ?2 AND delivery = ?3 AND fence = ?8 AND version = ifnull(?9, version)";

    public static OutboxRow? Read(SqliteSession session, PartitionRow partition, DeliveryId delivery) =>
        One(session.Statement(Select).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, delivery.Value), partition.Key);

    public static OutboxRow? Read(SqliteSession session, long tenant, OutboxAddress address) => One(
        session.Statement(ByName).Bind(1, tenant).Bind(2, (long)address.Partition.Kind).Bind(3, address.Partition.Key).Bind(4, address.Delivery.Value), address.Partition);

    /// <returns>0 when there is no such row.</returns>
    public static long Version(SqliteSession session, PartitionRow partition, string delivery)
    {
        var statement = session.Statement(VersionOf).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, delivery);
        if (!statement.Step())
        {
            return 0;
        }

        var version = statement.Long(0);
        statement.Reset();
        return version;
    }

    public static IReadOnlyList<OutboxRow> List(SqliteSession session, PartitionRow partition, DeliveryId? after, int limit)
    {
        var statement = session.Statement(Page).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, after?.Value ?? "").Bind(4, limit);
        var rows = new List<OutboxRow>();
        while (statement.Step())
        {
            rows.Add(Row(statement, partition.Key));
        }

        return rows;
    }

    /// <summary>What was set aside, of whatever partition.</summary>
    public static IReadOnlyList<OutboxRow> ListParked(SqliteSession session, long tenant, DeliveryId? after, int limit)
    {
        var statement = session.Statement(Parked).Bind(1, tenant).Bind(2, after?.Value ?? "").Bind(3, limit);
        var rows = new List<OutboxRow>();
        while (statement.Step())
        {
            rows.Add(Row(statement, new PartitionKey((PartitionKind)statement.Long(7), statement.Text(8))));
        }

        return rows;
    }

    public static void Remove(SqliteSession session, PartitionRow partition, DeliveryId delivery) =>
        session.Statement(Delete).Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, delivery.Value).Run();

    /// <returns>Whether there was none yet.</returns>
    public static bool Insert(SqliteSession session, PartitionRow partition, OutboxRow row) =>
        Bound(session.Statement(InsertRow), partition, row).Bind(8, row.CreatedAt).Run() == 1;

    /// <returns>Whether the fence still was the expected one and, where one is expected, the version.</returns>
    public static bool TryUpdate(SqliteSession session, PartitionRow partition, OutboxRow row, long expectedFence, long? expectedVersion) =>
        Bound(session.Statement(Update), partition, row).Bind(8, expectedFence).Bind(9, expectedVersion).Run() == 1;

    private static OutboxRow? One(SqliteStatement statement, PartitionKey partition)
    {
        if (!statement.Step())
        {
            return null;
        }

        var row = Row(statement, partition);
        statement.Reset();
        return row;
    }

    /// <summary>Of the first seven columns.</summary>
    public static OutboxRow Row(SqliteStatement statement, PartitionKey partition) => new()
    {
        Delivery = new DeliveryId(statement.Text(5)),
        Partition = partition,
        State = (OutboxState)statement.Long(0),
        Fence = statement.Long(1),
        Attempts = (int)statement.Long(2),
        CreatedAt = statement.Time(3),
        Body = statement.Body(4),
        Version = statement.Long(6),
    };

    private static SqliteStatement Bound(SqliteStatement statement, PartitionRow partition, OutboxRow row) => statement
        .Bind(1, partition.Tenant).Bind(2, partition.Id).Bind(3, row.Delivery.Value).Bind(4, (long)row.State).Bind(5, row.Fence).Bind(6, row.Attempts).Bind(7, row.Body.Span);
}
