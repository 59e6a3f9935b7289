using System.Data.Common;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>The tables of one PostgreSQL schema, for as many processes as there are.</summary>
internal sealed partial class PostgreSqlStore(PostgreSqlPool pool, PostgreSqlSchema schema, PostgreSqlTarget target) : IOmniStore
{
    private readonly SemaphoreSlim _initializing = new(1, 1);
    private readonly PostgreSqlTables _tables = new(target.SchemaName);
    private readonly PostgreSqlHints _hints = new(pool.Source);
    private volatile object? _identity;
    private volatile bool _disposed;

    public bool ReadsAhead => true;

    public async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(PostgreSqlOmniStore));
        await _initializing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _identity ??= await pool.ReadAsync(async session => (object)await StartAsync(session, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _initializing.Release();
        }
    }

    public ValueTask<IUnitOfWork> BeginAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, DbTransaction? joined, CancellationToken cancellationToken) =>
        BeginAsync(tenant, partitions, null, joined, cancellationToken);

    public async ValueTask<IUnitOfWork> BeginAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, UnitNeeds? needs, DbTransaction? joined, CancellationToken cancellationToken)
    {
        var identity = Ready(cancellationToken);
        StoreLimits.Tenant(tenant);
        var ordered = StoreLimits.InLockOrder(partitions);
        if (joined is null)
        {
            return await pool.UseAsync(session => PostgreSqlUnitOfWork.OwnAsync(session, _tables, identity, tenant, ordered, needs, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        var transaction = joined as NpgsqlTransaction
            ?? throw new ArgumentException($"Found a {joined.GetType().Name}; this store joins an Npgsql.NpgsqlTransaction (of EF Core: transaction.GetDbTransaction()).", nameof(joined));
        if (!HostSavepoint.IsOpen(transaction))
        {
            throw new ArgumentException("The transaction is already committed or rolled back. Pass one that is open, or null.", nameof(joined));
        }

        return await PostgreSqlUnitOfWork.JoinedAsync(pool.Over(transaction.Connection!), _tables, identity, _hints, transaction, tenant, ordered, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<FreeUnit> BeginFreeAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, CancellationToken cancellationToken) => BeginFreeAsync(tenant, partitions, null, cancellationToken);

    public async ValueTask<FreeUnit> BeginFreeAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, UnitNeeds? needs, CancellationToken cancellationToken)
    {
        var identity = Ready(cancellationToken);
        StoreLimits.Tenant(tenant);
        var ordered = StoreLimits.InLockOrder(partitions);
        var unit = await pool.UseAsync(session => PostgreSqlUnitOfWork.FreeAsync(session, _tables, identity, tenant, ordered, needs, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new FreeUnit { Unit = unit, Partitions = unit?.Partitions ?? new HashSet<PartitionKey>() };
    }

    public async ValueTask<IUnitOfWork?> BeginSeenAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, UnitSeen seen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var identity = Ready(cancellationToken);
        StoreLimits.Tenant(tenant);
        var ordered = StoreLimits.InLockOrder(partitions);
        return await pool.UseAsync(session => PostgreSqlUnitOfWork.SeenAsync(session, _tables, identity, tenant, ordered, seen, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<StateRow?> ReadStateAsync(TenantId tenant, PartitionKey partition, string key, CancellationToken cancellationToken) =>
        (await ReadStatesAsync(tenant, [new StateAddress(partition, key)], cancellationToken).ConfigureAwait(false))[0];

    public ValueTask<IReadOnlyList<StateEntry>> ListStatesAsync(TenantId tenant, PartitionKey partition, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.Listing(prefix, after, limit);
        return ReadAsync(tenant, partition, [], (session, row) => _tables.States.ListAsync(session, row, prefix, after, limit, cancellationToken), cancellationToken);
    }

    public ValueTask<IReadOnlyList<PartitionKey>> ListPartitionsAsync(TenantId tenant, PartitionKind kind, string? after, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.Kind(kind);
        StoreLimits.Limit(limit, StoreLimits.MaxListed);
        return ReadAsync(tenant, [], (session, id) => _tables.Partitions.ListAsync(session, id, kind, after, limit, cancellationToken), cancellationToken);
    }

    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(TenantId tenant, PartitionKey partition, string? source, long after, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.Source(source);
        StoreLimits.Limit(limit, StoreLimits.MaxEvents);
        return ReadAsync(tenant, partition, [], (session, row) => _tables.Events.ReadAsync(session, row, source, after, limit, cancellationToken), cancellationToken);
    }

    public ValueTask<OutboxRow?> ReadOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        StoreLimits.Key(delivery.Value, nameof(delivery));
        return ReadAsync(tenant, partition, null, (session, row) => _tables.Outbox.ReadAsync(session, row, delivery, cancellationToken), cancellationToken);
    }

    public ValueTask<IReadOnlyList<OutboxRow>> ListOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId? after, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.Limit(limit, StoreLimits.MaxRows);
        return ReadAsync(tenant, partition, [], (session, row) => _tables.Outbox.ListAsync(session, row, after, limit, cancellationToken), cancellationToken);
    }

    public ValueTask<IReadOnlyList<OutboxRow>> ListParkedAsync(TenantId tenant, DeliveryId? after, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.Limit(limit, StoreLimits.MaxRows);
        return ReadAsync(tenant, [], (session, id) => _tables.Outbox.ListParkedAsync(session, id, after, limit, cancellationToken), cancellationToken);
    }

    public ValueTask<LookupRow?> FindAsync(TenantId tenant, LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        StoreLimits.Lookup(kind, key);
        return ReadAsync(tenant, null, (session, id) => _tables.Lookups.FindAsync(session, id, kind, key, now, cancellationToken), cancellationToken);
    }

    public ValueTask<IReadOnlyList<LookupRow>> ListLookupsAsync(TenantId tenant, PartitionKey partition, LookupRow? after, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.Limit(limit, StoreLimits.MaxRows);
        return ReadAsync(tenant, partition, [], (session, row) => _tables.Lookups.ListAsync(session, row, after, limit, cancellationToken), cancellationToken);
    }

    public ValueTask<DateTimeOffset?> NextDueAsync(TenantId tenant, CancellationToken cancellationToken) =>
        ReadAsync(tenant, null, (session, id) => _tables.Schedule.NextDueAsync(session, id, cancellationToken), cancellationToken);

    public ValueTask<int> PurgeLookupsAsync(TenantId tenant, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.Limit(limit, StoreLimits.MaxListed);
        return ReadAsync(tenant, 0, (session, id) => _tables.Lookups.PurgeRunOutAsync(session, id, now, limit, cancellationToken), cancellationToken);
    }

    public async ValueTask<long> WaitForHintAsync(TenantId tenant, long after, CancellationToken cancellationToken)
    {
        var identity = Ready(cancellationToken);
        StoreLimits.Tenant(tenant);
        var id = await pool.ReadAsync(session => _tables.Tenants.FindAsync(session, tenant, cancellationToken), cancellationToken).ConfigureAwait(false);
        return await _hints.WaitAsync(identity, tenant, id, after, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask HintAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var identity = Ready(cancellationToken);
        await _hints.WaitForTurnAsync(cancellationToken).ConfigureAwait(false);
        await ReadAsync(tenant, 0, (session, id) => PostgreSqlHints.GiveAsync(session, identity, id, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> ScrubAsync(CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.FromResult(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            await _hints.DisposeAsync().ConfigureAwait(false);
            await pool.DisposeAsync().ConfigureAwait(false);
            _initializing.Dispose();
        }
    }

    /// <summary>Asks on a session of its own, outside a unit; of a tenant that has written nothing there is <paramref name="nothing"/>.</summary>
    private ValueTask<T> ReadAsync<T>(TenantId tenant, T nothing, Func<PostgreSqlSession, int, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        StoreLimits.Tenant(tenant);
        return pool.ReadAsync(
            async session => await _tables.Tenants.FindAsync(session, tenant, cancellationToken).ConfigureAwait(false) is { } id ? await read(session, id).ConfigureAwait(false) : nothing,
            cancellationToken);
    }

    /// <summary>Asks about a partition that has a number; of another there is nothing to read.</summary>
    private ValueTask<T> ReadAsync<T>(TenantId tenant, PartitionKey partition, T nothing, Func<PostgreSqlSession, PartitionRow, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        StoreLimits.Partition(partition);
        return ReadAsync(
            tenant,
            nothing,
            async (session, id) => await _tables.Partitions.FindAsync(session, id, partition, cancellationToken).ConfigureAwait(false) is { } row ? await read(session, row).ConfigureAwait(false) : nothing,
            cancellationToken);
    }

    private async ValueTask<Guid> StartAsync(PostgreSqlSession session, CancellationToken cancellationToken)
    {
        await schema.PrepareAsync(session, target, pool.Server, cancellationToken).ConfigureAwait(false);
        return await session.AskAsync(new NpgsqlBatchCommand(_tables.IdentityStatement), Guid.Empty, static row => row.GetGuid(0), cancellationToken).ConfigureAwait(false);
    }

    private Guid Ready(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(PostgreSqlOmniStore));
        cancellationToken.ThrowIfCancellationRequested();
        return _identity is Guid identity ? identity : throw new InvalidOperationException("The store is not ready. Call InitializeAsync first; the host does so when it starts.");
    }
}
