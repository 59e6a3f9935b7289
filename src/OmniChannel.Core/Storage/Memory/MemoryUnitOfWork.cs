namespace OmniChannel.Storage;

/// <summary>Keeps its writes to itself until the commit applies them in one step; holds the turns of its partitions until then.</summary>
internal sealed class MemoryUnitOfWork(MemoryTenant tenant, Dictionary<PartitionKey, MemoryChanges> partitions, TimeProvider time) : IUnitOfWork
{
    private readonly Dictionary<(LookupKind Kind, string Key), (LookupRow? Row, DateTimeOffset Now)> _lookups = [];
    private UnitState _state;

    public ValueTask<StateRow?> GetAsync(PartitionKey partition, string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Of(partition, cancellationToken).State(StoreLimits.Key(key)));

    public ValueTask<IReadOnlyList<StateEntry>> ListAsync(PartitionKey partition, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.Listing(prefix, after, limit);
        return ValueTask.FromResult(Of(partition, cancellationToken).States(prefix, after, limit));
    }

    public ValueTask<long> PutAsync(PartitionKey partition, string key, long expectedVersion, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        var changes = Of(partition, cancellationToken);
        try
        {
            return ValueTask.FromResult(changes.Put(StoreLimits.Key(key), expectedVersion, body));
        }
        catch (StoreConflictException)
        {
            _state = UnitState.Spoiled;
            throw;
        }
    }

    public ValueTask<long> AppendAsync(PartitionKey partition, NewEvent entry, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Of(partition, cancellationToken).Append(StoreLimits.Event(entry)));

    public ValueTask<EventRow?> FindEventAsync(PartitionKey partition, string source, string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Of(partition, cancellationToken).Event(StoreLimits.Name(source), StoreLimits.Name(id)));

    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(PartitionKey partition, string? source, long after, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Of(partition, cancellationToken).Events(StoreLimits.Source(source), after, StoreLimits.Limit(limit, StoreLimits.MaxEvents)));

    public ValueTask RemoveEventsAsync(PartitionKey partition, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        Of(partition, cancellationToken).RemoveEvents(StoreLimits.Sequences(sequences));
        return ValueTask.CompletedTask;
    }

    public ValueTask<OutboxRow?> GetOutboxAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        StoreLimits.Key(delivery.Value, nameof(delivery));
        return ValueTask.FromResult(Of(partition, cancellationToken).Outbox(delivery));
    }

    public ValueTask InsertOutboxAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var changes = Of(StoreLimits.Outbox(row).Partition, cancellationToken);
        if (changes.Outbox(row.Delivery) is not null)
        {
            _state = UnitState.Spoiled;
            throw new StoreConflictException($"The delivery '{row.Delivery}' is in the outbox already.");
        }

        changes.WriteOutbox(row);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> TryUpdateOutboxAsync(OutboxRow row, long expectedFence, CancellationToken cancellationToken)
    {
        var changes = Of(StoreLimits.Outbox(row, expectedFence).Partition, cancellationToken);
        if (changes.Outbox(row.Delivery) is not { } current || current.Fence != expectedFence)
        {
            return ValueTask.FromResult(false);
        }

        changes.WriteOutbox(row with { CreatedAt = current.CreatedAt });
        return ValueTask.FromResult(true);
    }

    public ValueTask RemoveOutboxAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        StoreLimits.Key(delivery.Value, nameof(delivery));
        Of(partition, cancellationToken).RemoveOutbox(delivery);
        return ValueTask.CompletedTask;
    }

    public ValueTask ScheduleAsync(PartitionKey partition, string kind, string key, DateTimeOffset due, ScheduleTurn turn, CancellationToken cancellationToken)
    {
        var (changes, name) = (Of(partition, cancellationToken), (StoreLimits.Key(kind), StoreLimits.Key(key)));
        changes.WriteSchedule(name, Held(changes, name), due, StoreLimits.Turn(turn));
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> TryCompleteAsync(ScheduleClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var (changes, name) = (Of(claim.Partition, cancellationToken), (StoreLimits.Key(claim.Kind), StoreLimits.Key(claim.Key)));
        if (Held(changes, name) is not { } current || current.Fence != claim.Fence)
        {
            return ValueTask.FromResult(false);
        }

        changes.RemoveSchedule(name, current);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> TryRenewAsync(ScheduleClaim claim, DateTimeOffset? now, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var (changes, name) = (Of(claim.Partition, cancellationToken), (StoreLimits.Key(claim.Kind), StoreLimits.Key(claim.Key)));
        if (Held(changes, name) is not { } current || current.Fence != claim.Fence)
        {
            return ValueTask.FromResult(false);
        }

        changes.Schedule[name] = current with { ClaimableAt = (now?.ToUniversalTime() ?? time.GetUtcNow()) + lease };
        return ValueTask.FromResult(true);
    }

    public ValueTask<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken)
    {
        Open(cancellationToken);
        return ValueTask.FromResult(time.GetUtcNow());
    }

    public ValueTask UnscheduleAsync(PartitionKey partition, string kind, string key, CancellationToken cancellationToken)
    {
        var (changes, name) = (Of(partition, cancellationToken), (StoreLimits.Key(kind), StoreLimits.Key(key)));
        if (Held(changes, name) is { } current)
        {
            changes.RemoveSchedule(name, current);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<LookupRow?> FindAsync(LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Open(cancellationToken);
        return ValueTask.FromResult(Find(kind, StoreLimits.Lookup(kind, key), now));
    }

    public ValueTask<LookupRow> AddLookupAsync(LookupRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Of(StoreLimits.Lookup(row).Partition, cancellationToken);
        if (Find(row.Kind, row.Key, now) is { } standing)
        {
            return ValueTask.FromResult(standing);
        }

        var added = row with { Body = row.Body.ToArray(), ExpiresAt = row.ExpiresAt?.ToUniversalTime() };
        // What was committed had run out when the unit first wrote the name; that is what the commit looks at again.
        _lookups[(row.Kind, row.Key)] = (added, _lookups.TryGetValue((row.Kind, row.Key), out var first) ? first.Now : now);
        return ValueTask.FromResult(added);
    }

    public ValueTask<bool> RemoveLookupAsync(LookupKind kind, string key, CancellationToken cancellationToken)
    {
        Open(cancellationToken);
        var name = (kind, StoreLimits.Lookup(kind, key));
        var standing = _lookups.TryGetValue(name, out var own) ? own.Row : tenant.Find(kind, key, DateTimeOffset.MinValue);
        if (standing is null)
        {
            return ValueTask.FromResult(false);
        }

        Of(standing.Partition, cancellationToken);
        _lookups[name] = (null, own.Now);
        return ValueTask.FromResult(true);
    }

    public ValueTask EraseAsync(PartitionKey partition, CancellationToken cancellationToken)
    {
        var changes = Of(partition, cancellationToken);
        foreach (var name in tenant.HoldAll(changes))
        {
            if (Held(changes, name) is { } row)
            {
                changes.RemoveSchedule(name, row);
            }
        }

        foreach (var name in tenant.NamesOf(changes.Committed).Concat(_lookups.Where(own => own.Value.Row?.Partition == partition).Select(own => own.Key)).ToList())
        {
            _lookups[name] = (null, _lookups.GetValueOrDefault(name).Now);
        }

        changes.Erase();
        return ValueTask.CompletedTask;
    }

    public ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        Open(cancellationToken);
        try
        {
            tenant.Commit(partitions.Values, _lookups);
        }
        catch (StoreConflictException)
        {
            _state = UnitState.Spoiled;
            throw;
        }

        _state = UnitState.Committed;
        EndTurns();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (_state is UnitState.Open or UnitState.Spoiled)
        {
            tenant.LetGo(partitions.Values);
            EndTurns();
        }

        _state = UnitState.Disposed;
        return ValueTask.CompletedTask;
    }

    /// <summary>The unit's own name hides the committed one it replaces, even when it has run out itself.</summary>
    private LookupRow? Find(LookupKind kind, string key, DateTimeOffset now) =>
        !_lookups.TryGetValue((kind, key), out var own) ? tenant.Find(kind, key, now)
        : own.Row is { ExpiresAt: var end } && (end is null || end > now) ? own.Row
        : null;

    private MemoryScheduleRow? Held(MemoryChanges changes, (string Kind, string Key) name)
    {
        if (changes.Held.Add(name))
        {
            changes.Schedule[name] = tenant.HoldSchedule(changes.Committed, changes.Key, name);
        }

        return changes.Schedule[name];
    }

    private MemoryChanges Of(PartitionKey partition, CancellationToken cancellationToken)
    {
        Open(cancellationToken);
        return partitions.TryGetValue(StoreLimits.Partition(partition), out var changes) ? changes : throw UnitStateRules.NotNamed(partition);
    }

    private void Open(CancellationToken cancellationToken)
    {
        _state.Require();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void EndTurns()
    {
        foreach (var changes in partitions.Values)
        {
            changes.Committed.Turn.Release();
        }
    }
}
