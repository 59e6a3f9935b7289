namespace OmniChannel.Storage;

/// <summary>One tenant's committed rows. Every member takes the gate, so each is one consistent look or one step.</summary>
internal sealed class MemoryTenant
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PartitionKey, MemoryPartition> _partitions = [];
    private readonly Dictionary<(LookupKind Kind, string Key), LookupRow> _lookups = [];
    private readonly SortedSet<MemoryScheduleRow> _schedule = [];
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

    public IReadOnlyList<EventRow> ReadEvents(PartitionKey key, long after, int limit)
    {
        lock (_gate)
        {
            // Sequence numbers are 1, 2, 3, so the one after n stands at index n.
            return _partitions.TryGetValue(key, out var partition) && after < partition.Events.Count
                ? partition.Events.GetRange((int)long.Max(after, 0), int.Min(limit, partition.Events.Count - (int)long.Max(after, 0)))
                : [];
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

    public IReadOnlyList<ScheduleClaim> ClaimDue(DateTimeOffset now, TimeSpan lease, int limit)
    {
        lock (_gate)
        {
            var due = _schedule
                .TakeWhile(row => row.ClaimableAt <= now)
                .Where(row => !_held.Contains((row.Partition, row.Kind, row.Key)))
                .Take(limit)
                .ToList();
            return due.ConvertAll(row =>
            {
                var claimed = row with { Fence = row.Fence + 1, ClaimableAt = now + lease };
                Replace(_partitions[row.Partition], (row.Kind, row.Key), claimed);
                return new ScheduleClaim { Partition = row.Partition, Kind = row.Kind, Key = row.Key, Due = row.Due, Fence = claimed.Fence };
            });
        }
    }

    public DateTimeOffset? NextDue()
    {
        lock (_gate)
        {
            return _schedule.Min?.ClaimableAt;
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

    public void LetGo(IEnumerable<MemoryChanges> changes)
    {
        lock (_gate)
        {
            Release(changes);
        }
    }

    /// <summary>Applies everything, or throws and applies nothing.</summary>
    public void Commit(IReadOnlyCollection<MemoryChanges> changes, IReadOnlyDictionary<(LookupKind Kind, string Key), (LookupRow Row, DateTimeOffset Now)> lookups)
    {
        lock (_gate)
        {
            foreach (var (name, added) in lookups)
            {
                if (Standing(name.Kind, name.Key, added.Now) is not null)
                {
                    throw new StoreConflictException($"Another unit has added the same name of the kind {name.Kind} meanwhile. Nothing was stored; try again.");
                }
            }

            foreach (var (name, added) in lookups)
            {
                _lookups[name] = added.Row;
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
