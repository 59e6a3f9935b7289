namespace OmniChannel.Storage;

/// <summary>One tenant's committed rows. Every member takes the gate, so each is one consistent look or one step.</summary>
internal sealed class MemoryTenant
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PartitionKey, MemoryPartition> _partitions = [];
    private readonly Dictionary<(LookupKind Kind, string Key), LookupRow> _lookups = [];
    private readonly MemorySchedule _schedule = new();
    private readonly HashSet<(PartitionKey Partition, string Kind, string Key)> _held = [];

    public MemoryPartition Partition(PartitionKey key)
    {
        lock (_gate)
        {
            if (!_partitions.TryGetValue(key, out var partition))
            {
                _partitions.Add(key, partition = new MemoryPartition());
            }

            return partition;
        }
    }

    public StateRow?[] ReadStates(IReadOnlyList<StateAddress> addresses)
    {
        var found = new StateRow?[addresses.Count];
        lock (_gate)
        {
            for (var i = 0; i < found.Length; i++)
            {
                var key = StoreLimits.Key(addresses[i].Key, "key");
                found[i] = _partitions.TryGetValue(StoreLimits.Partition(addresses[i].Partition, "partition"), out var partition) ? partition.States.GetValueOrDefault(key) : null;
            }
        }

        return found;
    }

    public IReadOnlyList<StateEntry> ListStates(PartitionKey key, string prefix, string? after, int limit)
    {
        lock (_gate)
        {
            return _partitions.TryGetValue(key, out var partition) ? MemoryPartition.List(partition.States, prefix, after, limit) : [];
        }
    }

    public IReadOnlyList<PartitionKey> ListPartitions(PartitionKind kind, string? after, int limit)
    {
        lock (_gate)
        {
            return [.. _partitions.Keys.Where(key => key.Kind == kind && (after is null || Utf8Order.Instance.Compare(key.Key, after) > 0)).OrderBy(key => key.Key, Utf8Order.Instance).Take(limit)];
        }
    }

    public IReadOnlyList<EventRow> ReadEvents(PartitionKey key, string? source, long after, int limit)
    {
        lock (_gate)
        {
            return _partitions.TryGetValue(key, out var partition) ? [.. partition.EventsAfter(after).Where(row => source is null || row.Entry.Source == source).Take(limit)] : [];
        }
    }

    public IReadOnlyList<OutboxRow> ListOutbox(PartitionKey key, DeliveryId? after, int limit)
    {
        lock (_gate)
        {
            return _partitions.TryGetValue(key, out var partition)
                ? [.. partition.Outbox.Values.Where(row => after is not { } last || Utf8Order.Instance.Compare(row.Delivery.Value, last.Value) > 0).OrderBy(row => row.Delivery.Value, Utf8Order.Instance).Take(limit)]
                : [];
        }
    }

    public IReadOnlyList<OutboxRow> ListParked(DeliveryId? after, int limit)
    {
        lock (_gate)
        {
            return
            [
                .. _partitions.Values.SelectMany(partition => partition.Outbox.Values)
                    .Where(row => row.State == OutboxState.Parked && (after is not { } last || Utf8Order.Instance.Compare(row.Delivery.Value, last.Value) > 0))
                    .OrderBy(row => row.Delivery.Value, Utf8Order.Instance)
                    .Take(limit),
            ];
        }
    }

    public OutboxRow? ReadOutbox(PartitionKey key, DeliveryId delivery)
    {
        lock (_gate)
        {
            return _partitions.TryGetValue(key, out var partition) ? partition.Outbox.GetValueOrDefault(delivery) : null;
        }
    }

    public LookupRow? Find(LookupKind kind, string key, DateTimeOffset now)
    {
        lock (_gate)
        {
            return Standing(kind, key, now);
        }
    }

    public IReadOnlyList<LookupRow> ListLookups(PartitionKey key, LookupRow? after, int limit)
    {
        lock (_gate)
        {
            return _partitions.TryGetValue(key, out var partition)
                ? [.. partition.Lookups.Where(IsAfter).OrderBy(name => name.Kind).ThenBy(name => name.Key, Utf8Order.Instance).Take(limit).Select(name => _lookups[name])]
                : [];
        }

        bool IsAfter((LookupKind Kind, string Key) name) =>
            after is null || name.Kind > after.Kind || (name.Kind == after.Kind && Utf8Order.Instance.Compare(name.Key, after.Key) > 0);
    }

    public IReadOnlyList<ScheduleClaim> ClaimDue(SchedulePriority? only, DateTimeOffset now, TimeSpan lease, int limit)
    {
        lock (_gate)
        {
            var due = only == SchedulePriority.Usual ? [] : _schedule.Due(SchedulePriority.Urgent, now, limit, MayBeClaimed);
            if (only != SchedulePriority.Urgent && due.Count < limit)
            {
                due.AddRange(_schedule.Due(SchedulePriority.Usual, now, limit - due.Count, MayBeClaimed));
            }

            return due.ConvertAll(row =>
            {
                var claimed = row with { Fence = row.Fence + 1, ClaimableAt = now + lease };
                Replace(_partitions[row.Partition], (row.Kind, row.Key), claimed);
                return new ScheduleClaim { Partition = row.Partition, Kind = row.Kind, Key = row.Key, Due = row.Due, Fence = claimed.Fence };
            });
        }
    }

    /// <summary>Not while a unit has it, nor while one that comes before it in its partition is there.</summary>
    private bool MayBeClaimed(MemoryScheduleRow row) =>
        !_held.Contains((row.Partition, row.Kind, row.Key))
        && (!row.Turn.InOrder || !_partitions[row.Partition].Schedule.Values.Any(other => other.Turn.InOrder && other.Turn.Priority == row.Turn.Priority && other.ComesBefore(row)));

    public int PurgeLookups(DateTimeOffset now, int limit)
    {
        lock (_gate)
        {
            var over = _lookups.Where(row => row.Value.ExpiresAt <= now).OrderBy(row => row.Value.ExpiresAt).Take(limit).Select(row => row.Key).ToList();
            foreach (var name in over)
            {
                Name(name, null);
            }

            return over.Count;
        }
    }

    public DateTimeOffset? NextDue()
    {
        lock (_gate)
        {
            return _schedule.NextDue;
        }
    }

    /// <summary>Reads a row of the schedule and keeps it from being claimed until <see cref="Commit"/> or <see cref="LetGo"/>.</summary>
    public MemoryScheduleRow? HoldSchedule(MemoryPartition partition, PartitionKey key, (string Kind, string Key) name)
    {
        lock (_gate)
        {
            _held.Add((key, name.Kind, name.Key));
            return partition.Schedule.GetValueOrDefault(name);
        }
    }

    /// <summary>The names of a partition's rows in the schedule, each kept from being claimed until <see cref="Commit"/> or <see cref="LetGo"/>.</summary>
    public IReadOnlyList<(string Kind, string Key)> HoldAll(MemoryChanges changes)
    {
        lock (_gate)
        {
            var names = changes.Committed.Schedule.Keys.Concat(changes.Schedule.Keys).Distinct().ToList();
            foreach (var name in names)
            {
                _held.Add((changes.Key, name.Kind, name.Key));
            }

            return names;
        }
    }

    public IReadOnlyList<(LookupKind Kind, string Key)> NamesOf(MemoryPartition partition)
    {
        lock (_gate)
        {
            return [.. partition.Lookups];
        }
    }

    public void LetGo(IEnumerable<MemoryChanges> changes)
    {
        lock (_gate)
        {
            Release(changes);
        }
    }

    /// <summary>Applies everything, or throws and applies nothing.</summary>
    public void Commit(IReadOnlyCollection<MemoryChanges> changes, IReadOnlyDictionary<(LookupKind Kind, string Key), (LookupRow? Row, DateTimeOffset Now)> lookups)
    {
        lock (_gate)
        {
            foreach (var (name, added) in lookups)
            {
                if (added.Row is not null && Standing(name.Kind, name.Key, added.Now) is { } standing && !IsChanging(standing, changes))
                {
                    throw new StoreConflictException($"Another unit has added the same name of the kind {name.Kind} meanwhile. Nothing was stored; try again.");
                }
            }

            foreach (var (name, added) in lookups)
            {
                Name(name, added.Row);
            }

            foreach (var change in changes)
            {
                change.Apply();
                foreach (var (name, row) in change.Schedule)
                {
                    Replace(change.Committed, name, row);
                }
            }

            Release(changes);
        }
    }

    private LookupRow? Standing(LookupKind kind, string key, DateTimeOffset now) =>
        _lookups.TryGetValue((kind, key), out var row) && (row.ExpiresAt is not { } end || end > now) ? row : null;

    /// <summary>Whether a committed name is one that the unit itself may have taken out: nobody else can while it has the partition's turn.</summary>
    private static bool IsChanging(LookupRow standing, IEnumerable<MemoryChanges> changes) => changes.Any(change => change.Key == standing.Partition);

    private void Name((LookupKind Kind, string Key) name, LookupRow? row)
    {
        if (_lookups.Remove(name, out var old))
        {
            _partitions[old.Partition].Lookups.Remove(name);
        }

        if (row is not null)
        {
            _lookups.Add(name, row);
            _partitions[row.Partition].Lookups.Add(name);
        }
    }

    private void Replace(MemoryPartition partition, (string Kind, string Key) name, MemoryScheduleRow? row)
    {
        if (partition.Schedule.Remove(name, out var old))
        {
            _schedule.Remove(old);
        }

        if (row is not null)
        {
            partition.Schedule.Add(name, row);
            _schedule.Add(row);
        }
    }

    private void Release(IEnumerable<MemoryChanges> changes)
    {
        foreach (var change in changes)
        {
            foreach (var name in change.Held)
            {
                _held.Remove((change.Key, name.Kind, name.Key));
            }
        }
    }
}
