namespace OmniChannel.Storage;

/// <summary>The committed rows of one partition.</summary>
/// <remarks>
/// Whoever holds the turn may read all but <see cref="Schedule"/> freely, because only a holder changes them; every change, every reader without
/// the turn, and the schedule (which claims change without a turn) go through the tenant's gate.
/// </remarks>
internal sealed class MemoryPartition
{
    /// <summary>Held by the one open unit that names this partition.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public Dictionary<string, StateRow> States { get; } = new(StringComparer.Ordinal);

    /// <summary>By sequence number, ascending.</summary>
    public List<EventRow> Events { get; } = [];

    public Dictionary<(string Source, string Id), EventRow> EventsByName { get; } = [];

    public long LastSequence { get; set; }

    public Dictionary<DeliveryId, OutboxRow> Outbox { get; } = [];

    public Dictionary<(string Kind, string Key), MemoryScheduleRow> Schedule { get; } = [];

    /// <summary>The look-up names that point here.</summary>
    public HashSet<(LookupKind Kind, string Key)> Lookups { get; } = [];

    /// <summary>The highest version of a state row that was removed: a row written anew goes on above it.</summary>
    public long LastNumber { get; set; }

    /// <summary>The highest fencing number of a row of the schedule that was removed.</summary>
    public long LastFence { get; set; }

    public static IReadOnlyList<StateEntry> List(IEnumerable<KeyValuePair<string, StateRow>> rows, string prefix, string? after, int limit) =>
    [
        .. rows.Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal) && (after is null || Utf8Order.Instance.Compare(row.Key, after) > 0))
            .OrderBy(row => row.Key, Utf8Order.Instance)
            .Take(limit)
            .Select(row => new StateEntry { Key = row.Key, Row = row.Value }),
    ];

    public IEnumerable<EventRow> EventsAfter(long sequence)
    {
        var (low, high) = (0, Events.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = Events[middle].Sequence > sequence ? (low, middle) : (middle + 1, high);
        }

        for (var i = low; i < Events.Count; i++)
        {
            yield return Events[i];
        }
    }
}
