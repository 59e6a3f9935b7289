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

    public List<EventRow> Events { get; } = [];

    public HashSet<(string Source, string Id)> EventIds { get; } = [];

    public Dictionary<DeliveryId, OutboxRow> Outbox { get; } = [];

    public Dictionary<(string Kind, string Key), MemoryScheduleRow> Schedule { get; } = [];

    /// <summary>The highest version or fencing number of any row that was removed: a row written anew goes on above it.</summary>
    public long LastNumber { get; set; }
}
