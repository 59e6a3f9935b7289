using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>Names that point into the store; the one table whose key has no partition.</summary>
internal sealed class LookupTable(string schema)
{
    // The inner limit keeps the look-up of the partition one look at its key: a join is planned from the other side while the table of names is young.
    private readonly string _select = $"""
        SELECT p.kind, p.name, l.body, l.expires_at FROM {schema}.omni_lookup l CROSS JOIN LATERAL (SELECT kind, name FROM {schema}.omni_partition WHERE id = l.partition LIMIT 1) p
        WHERE l.tenant = $1 AND l.kind = $2 AND l.key = $3 AND (l.expires_at IS NULL OR l.expires_at > $4)
        """;

    private readonly string _fetch = $"""
        SELECT p.kind, p.name, l.body, l.expires_at FROM {schema}.omni_lookup l CROSS JOIN LATERAL (SELECT kind, name FROM {schema}.omni_partition WHERE id = l.partition LIMIT 1) p
        WHERE l.tenant = $1 AND l.kind = $2 AND l.key = $3
        """;

    private readonly string _insertNew = $"INSERT INTO {schema}.omni_lookup (tenant, kind, key, partition, body, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";

    private readonly string _page = $"SELECT kind, key, body, expires_at FROM {schema}.omni_lookup WHERE tenant = $1 AND partition = $2 AND (kind, key) > ($3, $4) ORDER BY kind, key LIMIT $5";

    private readonly string _insert = $"""
        INSERT INTO {schema}.omni_lookup AS l (tenant, kind, key, partition, body, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant, kind, key) DO UPDATE SET partition = excluded.partition, body = excluded.body, expires_at = excluded.expires_at
        WHERE l.expires_at <= $7
        """;

    private readonly string _delete = $"DELETE FROM {schema}.omni_lookup WHERE tenant = $1 AND kind = $2 AND key = $3 AND partition = $4";

    private readonly string _purge = $"""
        DELETE FROM {schema}.omni_lookup WHERE tenant = $1 AND (kind, key) IN
          (SELECT kind, key FROM {schema}.omni_lookup WHERE tenant = $1 AND expires_at <= $2 ORDER BY expires_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        """;

    public ValueTask<LookupRow?> FindAsync(PostgreSqlSession session, int tenant, LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken) => session.AskAsync<LookupRow?>(
        Statement(_select, tenant, kind, key).With(now),
        null,
        row => Row(row, kind, key),
        cancellationToken);

    /// <summary>What looks for a name beforehand, and what is done with the row that there is.</summary>
    public (NpgsqlBatchCommand Statement, Action<NpgsqlDataReader> Row) Fetch(int tenant, LookupKind kind, string key, FetchedNames names)
    {
        names.Fetched(kind, key, null);
        return (Statement(_fetch, tenant, kind, key), row => names.Fetched(kind, key, Row(row, kind, key)));
    }

    /// <summary>Adds a name that was looked for and not found: one that another unit added meanwhile is a conflict.</summary>
    public void Add(PostgreSqlSession session, PartitionRow partition, LookupRow row) =>
        session.Later(Statement(_insertNew, partition.Tenant, row.Kind, row.Key).With(partition.Id).With(row.Body).With(row.ExpiresAt));

    /// <summary>The names that point to a partition.</summary>
    public async ValueTask<IReadOnlyList<LookupRow>> ListAsync(PostgreSqlSession session, PartitionRow partition, LookupRow? after, int limit, CancellationToken cancellationToken) =>
        partition.Id == 0 ? [] : await session.ListAsync(
            new NpgsqlBatchCommand(_page).With(partition.Tenant).With(partition.Id).With((int)(after?.Kind ?? 0)).With(after?.Key ?? "").With(limit),
            row => new LookupRow { Kind = (LookupKind)row.GetInt32(0), Key = row.GetString(1), Partition = partition.Key, Body = row.Body(2), ExpiresAt = row.IsDBNull(3) ? null : row.Time(3) },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Inserts the name unless one stands. Another unit that has inserted it and not ended is waited for.</summary>
    /// <returns>Whether none stood.</returns>
    public async ValueTask<bool> TryAddAsync(PostgreSqlSession session, PartitionRow partition, LookupRow row, DateTimeOffset now, CancellationToken cancellationToken) =>
        await session.RunAsync(Statement(_insert, partition.Tenant, row.Kind, row.Key).With(partition.Id).With(row.Body).With(row.ExpiresAt).With(now), cancellationToken).ConfigureAwait(false) == 1;

    public void Remove(PostgreSqlSession session, PartitionRow partition, LookupKind kind, string key) =>
        session.Later(Statement(_delete, partition.Tenant, kind, key).With(partition.Id));

    /// <returns>How many there were.</returns>
    public ValueTask<int> PurgeRunOutAsync(PostgreSqlSession session, int tenant, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        session.RunAsync(new NpgsqlBatchCommand(_purge).With(tenant).With(now).With(limit), cancellationToken);

    private static LookupRow Row(NpgsqlDataReader row, LookupKind kind, string key) => new()
    {
        Kind = kind,
        Key = key,
        Partition = new PartitionKey((PartitionKind)row.GetInt32(0), row.GetString(1)),
        Body = row.Body(2),
        ExpiresAt = row.IsDBNull(3) ? null : row.Time(3),
    };

    private static NpgsqlBatchCommand Statement(string sql, int tenant, LookupKind kind, string key) => new NpgsqlBatchCommand(sql).With(tenant).With((int)kind).With(key);
}
