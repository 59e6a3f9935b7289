namespace OmniChannel.Storage;

/// <summary>What one unit has written to one partition and not yet committed, laid over what is committed there.</summary>
internal sealed class MemoryChanges(PartitionKey key, MemoryPartition committed)
{
    private readonly Dictionary<string, StateRow?> _states = new(StringComparer.Ordinal);
    private readonly List<EventRow> _events = [];
    private readonly HashSet<(string Source, string Id)> _eventIds = [];
    private readonly Dictionary<DeliveryId, OutboxRow> _outbox = [];
    private long _lastNumber = committed.LastNumber;

    public PartitionKey Key { get; } = key;

    public MemoryPartition Committed { get; } = committed;

    /// <summary>Rows of the schedule as they will stand; null where one is removed.</summary>
    public Dictionary<(string Kind, string Key), MemoryScheduleRow?> Schedule { get; } = [];

    /// <summary>The names in the schedule that nobody may claim while the unit is open.</summary>
    public HashSet<(string Kind, string Key)> Held { get; } = [];

    public StateRow? State(string name) => _states.TryGetValue(name, out var row) ? row : Committed.States.GetValueOrDefault(name);

    public long Put(string name, long expectedVersion, ReadOnlyMemory<byte>? body)
    {
        var version = State(name)?.Version ?? 0;
        if (version != expectedVersion)
        {
            throw new StoreConflictException($"The row '{name}' of a {Key.Kind} has version {version}, not {expectedVersion}: another unit has changed it. Read it again and try again.");
        }

        if (body is not { } content)
        {
            Removed(version);
            _states[name] = null;
            return 0;
        }

        var row = new StateRow { Version = version > 0 ? version + 1 : _lastNumber + 1, Body = content.ToArray() };
        _states[name] = row;
        return row.Version;
    }

    public long Append(NewEvent entry)
    {
        var identity = (entry.Source, entry.Id);
        if (Committed.EventIds.Contains(identity) || !_eventIds.Add(identity))
        {
            return 0;
        }

        var row = new EventRow
        {
            Sequence = Committed.Events.Count + _events.Count + 1,
            Entry = entry with { At = entry.At.ToUniversalTime(), RecordedAt = entry.RecordedAt.ToUniversalTime(), Body = entry.Body.ToArray() },
        };
        _events.Add(row);
        return row.Sequence;
    }

    public OutboxRow? Outbox(DeliveryId delivery) => _outbox.TryGetValue(delivery, out var row) ? row : Committed.Outbox.GetValueOrDefault(delivery);

    public void WriteOutbox(OutboxRow row) => _outbox[row.Delivery] = row with { CreatedAt = row.CreatedAt.ToUniversalTime(), Body = row.Body.ToArray() };

    public void WriteSchedule((string Kind, string Key) name, MemoryScheduleRow? current, DateTimeOffset due) =>
        Schedule[name] = new MemoryScheduleRow
        {
            Partition = Key,
            Kind = name.Kind,
            Key = name.Key,
            Due = due.ToUniversalTime(),
            ClaimableAt = due.ToUniversalTime(),
            Fence = (current?.Fence ?? _lastNumber) + 1,
        };

    public void RemoveSchedule((string Kind, string Key) name, MemoryScheduleRow current)
    {
        Removed(current.Fence);
        Schedule[name] = null;
    }

    /// <summary>Called within the tenant's gate; the schedule is the tenant's to apply.</summary>
    public void Apply()
    {
        foreach (var (name, row) in _states)
        {
            if (row is null)
            {
                Committed.States.Remove(name);
            }
            else
            {
                Committed.States[name] = row;
            }
        }

        Committed.Events.AddRange(_events);
        Committed.EventIds.UnionWith(_eventIds);
        foreach (var (delivery, row) in _outbox)
        {
            Committed.Outbox[delivery] = row;
        }

        Committed.LastNumber = _lastNumber;
    }

    private void Removed(long number) => _lastNumber = long.Max(_lastNumber, number);
}
