using System.Collections.Concurrent;
using System.Data.Common;

namespace OmniChannel.Storage;

/// <summary>Keeps everything in the process's memory: for tests, samples, and hosts that need nothing to survive. Keeps the whole contract but durability.</summary>
/// <remarks>Safe for many threads. Units of different partitions run side by side.</remarks>
public sealed class MemoryStore : IOmniStore
{
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<TenantId, MemoryTenant> _tenants = new();
    private readonly StoreHints _hints = new();
    private volatile bool _disposed;

    /// <summary>Makes an empty store.</summary>
    /// <param name="timeProvider">The store's own clock, for leases; the system's without one.</param>
    public MemoryStore(TimeProvider? timeProvider = null) => _time = timeProvider ?? TimeProvider.System;

    /// <inheritdoc/>
    public ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<IUnitOfWork> BeginAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, DbTransaction? joined, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        if (joined is not null)
        {
            throw new ArgumentException($"Found a {joined.GetType().Name}; the memory store has no database and joins no transaction. Pass null, or use the store of that database.", nameof(joined));
        }

        var ordered = StoreLimits.InLockOrder(partitions);
        var rows = Of(tenant);
        var named = new Dictionary<PartitionKey, MemoryChanges>(ordered.Count);
        try
        {
            foreach (var key in ordered)
            {
                var partition = rows.Partition(key);
                await partition.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
                named.Add(key, new MemoryChanges(key, partition));
            }
        }
        catch
        {
            foreach (var changes in named.Values)
            {
                changes.Committed.Turn.Release();
            }

            throw;
        }

        return new MemoryUnitOfWork(rows, named, _time);
    }

    /// <inheritdoc/>
    public ValueTask<FreeUnit> BeginFreeAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        var rows = Of(tenant);
        var named = StoreLimits.InLockOrder(partitions)
            .Select(key => new MemoryChanges(key, rows.Partition(key)))
            .Where(changes => changes.Committed.Turn.Wait(0, CancellationToken.None))
            .ToDictionary(changes => changes.Key);
        return ValueTask.FromResult(new FreeUnit { Unit = named.Count == 0 ? null : new MemoryUnitOfWork(rows, named, _time), Partitions = named.Keys.ToHashSet() });
    }

    /// <inheritdoc/>
    public ValueTask<StateRow?> ReadStateAsync(TenantId tenant, PartitionKey partition, string key, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.FromResult(Of(tenant).ReadStates([new StateAddress(partition, key)])[0]);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StateRow?>> ReadStatesAsync(TenantId tenant, IReadOnlyList<StateAddress> addresses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        Ready(cancellationToken);
        return ValueTask.FromResult<IReadOnlyList<StateRow?>>(Of(tenant).ReadStates(addresses));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StateEntry>> ListStatesAsync(TenantId tenant, PartitionKey partition, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        StoreLimits.Listing(prefix, after, limit);
        return ValueTask.FromResult(Of(tenant).ListStates(StoreLimits.Partition(partition), prefix, after, limit));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PartitionKey>> ListPartitionsAsync(TenantId tenant, PartitionKind kind, string? after, int limit, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.FromResult(Of(tenant).ListPartitions(StoreLimits.Kind(kind), after, StoreLimits.Limit(limit, StoreLimits.MaxListed)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(TenantId tenant, PartitionKey partition, string? source, long after, int limit, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.FromResult(Of(tenant).ReadEvents(StoreLimits.Partition(partition), StoreLimits.Source(source), after, StoreLimits.Limit(limit, StoreLimits.MaxEvents)));
    }

    /// <inheritdoc/>
    public ValueTask<OutboxRow?> ReadOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        StoreLimits.Key(delivery.Value, nameof(delivery));
        return ValueTask.FromResult(Of(tenant).ReadOutbox(StoreLimits.Partition(partition), delivery));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutboxRow>> ListOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId? after, int limit, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.FromResult(Of(tenant).ListOutbox(StoreLimits.Partition(partition), after, StoreLimits.Limit(limit, StoreLimits.MaxRows)));
    }

    /// <inheritdoc/>
    public ValueTask<LookupRow?> FindAsync(TenantId tenant, LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.FromResult(Of(tenant).Find(kind, StoreLimits.Lookup(kind, key), now));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LookupRow>> ListLookupsAsync(TenantId tenant, PartitionKey partition, LookupRow? after, int limit, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.FromResult(Of(tenant).ListLookups(StoreLimits.Partition(partition), after, StoreLimits.Limit(limit, StoreLimits.MaxRows)));
    }

    /// <inheritdoc/>
    public ValueTask<bool> ScrubAsync(CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public ValueTask<long> WaitForHintAsync(TenantId tenant, long after, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return _hints.WaitAsync(StoreLimits.Tenant(tenant), after, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask HintAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        _hints.Give(StoreLimits.Tenant(tenant));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutboxRow>> ListParkedAsync(TenantId tenant, DeliveryId? after, int limit, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.FromResult(Of(tenant).ListParked(after, StoreLimits.Limit(limit, StoreLimits.MaxRows)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ScheduleClaim>> ClaimDueAsync(TenantId tenant, SchedulePriority? only, DateTimeOffset? now, TimeSpan lease, int limit, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.FromResult(Of(tenant).ClaimDue(only, now?.ToUniversalTime() ?? _time.GetUtcNow(), StoreLimits.Lease(lease), StoreLimits.Limit(limit, StoreLimits.MaxClaims)));
    }

    /// <inheritdoc/>
    public ValueTask<int> PurgeLookupsAsync(TenantId tenant, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.FromResult(Of(tenant).PurgeLookups(now, StoreLimits.Limit(limit, StoreLimits.MaxListed)));
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> NextDueAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        Ready(cancellationToken);
        return ValueTask.FromResult(Of(tenant).NextDue());
    }

    /// <summary>Forgets everything.</summary>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        _tenants.Clear();
        return ValueTask.CompletedTask;
    }

    private MemoryTenant Of(TenantId tenant) => _tenants.GetOrAdd(StoreLimits.Tenant(tenant), static _ => new MemoryTenant());

    private void Ready(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
