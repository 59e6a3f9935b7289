namespace OmniChannel.Storage;

/// <summary>What one unit has written to one partition and not yet committed, laid over what is committed there.</summary>
internal sealed class MemoryChanges(PartitionKey key, MemoryPartition committed)
{
    private readonly Dictionary<string, StateRow?> _states = new(StringComparer.Ordinal);
    private readonly MemoryEventChanges _events = new(committed);
    private readonly Dictionary<DeliveryId, OutboxRow?> _outbox = [];
    private long _lastNumber = committed.LastNumber;
    private long _lastFence = committed.LastFence;

    public PartitionKey Key { get; } = key;

    public MemoryPartition Committed { get; } = committed;

    /// <summary>Whether what is committed is to be forgotten.</summary>
    public bool Erased { get; private set; }

    /// <summary>Rows of the schedule as they will stand; null where one is removed.</summary>
    public Dictionary<(string Kind, string Key), MemoryScheduleRow?> Schedule { get; } = [];

    /// <summary>The names in the schedule that nobody may claim while the unit is open.</summary>
    public HashSet<(string Kind, string Key)> Held { get; } = [];

    public StateRow? State(string name) => _states.TryGetValue(name, out var row) ? row : Erased ? null : Committed.States.GetValueOrDefault(name);

    public IReadOnlyList<StateEntry> States(string prefix, string? after, int limit)
    {
        var standing = Erased ? [] : Committed.States.Where(row => !_states.ContainsKey(row.Key));
        var own = _states.Where(row => row.Value is not null).Select(row => KeyValuePair.Create(row.Key, row.Value!));
        return MemoryPartition.List(standing.Concat(own), prefix, after, limit);
    }

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

    public long Append(NewEvent entry) => _events.Append(entry);

    public EventRow? Event(string source, string id) => _events.Find(source, id);

    public IReadOnlyList<EventRow> Events(string? source, long after, int limit) => _events.Read(source, after, limit);

    public void RemoveEvents(IEnumerable<long> sequences) => _events.Remove(sequences);

    public OutboxRow? Outbox(DeliveryId delivery) => _outbox.TryGetValue(delivery, out var row) ? row : Erased ? null : Committed.Outbox.GetValueOrDefault(delivery);

    public void WriteOutbox(OutboxRow row) => _outbox[row.Delivery] = row with { CreatedAt = row.CreatedAt.ToUniversalTime(), Body = row.Body.ToArray(), Version = (Outbox(row.Delivery)?.Version ?? 0) + 1 };

    public void RemoveOutbox(DeliveryId delivery) => _outbox[delivery] = null;

    public void WriteSchedule((string Kind, string Key) name, MemoryScheduleRow? current, DateTimeOffset due, ScheduleTurn turn) =>
        Schedule[name] = new MemoryScheduleRow
        {
            Partition = Key,
            Kind = name.Kind,
            Key = name.Key,
            Due = due.ToUniversalTime(),
            ClaimableAt = due.ToUniversalTime(),
            Turn = turn,
            Fence = (current?.Fence ?? _lastFence) + 1,
        };

    public void RemoveSchedule((string Kind, string Key) name, MemoryScheduleRow current)
    {
        _lastFence = long.Max(_lastFence, current.Fence);
        Schedule[name] = null;
    }

    /// <summary>Forgets everything but the schedule, which the unit takes out row by row.</summary>
    public void Erase()
    {
        Removed(_states.Values.Concat(Committed.States.Values).Max(row => row?.Version) ?? 0);
        _states.Clear();
        _events.Erase();
        _outbox.Clear();
        Erased = true;
    }

    /// <summary>Called within the tenant's gate; schedule and names are the tenant's to apply.</summary>
    public void Apply()
    {
        if (Erased)
        {
            Committed.States.Clear();
            Committed.Outbox.Clear();
        }

        Apply(_states, Committed.States);
        Apply(_outbox, Committed.Outbox);
        _events.Apply();
        (Committed.LastNumber, Committed.LastFence) = (_lastNumber, _lastFence);
    }

    private static void Apply<TKey, TRow>(Dictionary<TKey, TRow?> changes, Dictionary<TKey, TRow> committed)
        where TKey : notnull
        where TRow : class
    {
        foreach (var (name, row) in changes)
        {
            if (row is null)
            {
                committed.Remove(name);
            }
            else
            {
                committed[name] = row;
            }
        }
    }

    private void Removed(long number) => _lastNumber = long.Max(_lastNumber, number);
}
