using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>A partition as a unit of work has it in hand, locked.</summary>
internal sealed class PartitionRow(int tenant, PartitionKey key)
{
    private Dictionary<(string Kind, string Key), HeldRow?>? _held;

    public int Tenant { get; } = tenant;

    public PartitionKey Key { get; } = key;

    /// <summary>Its number; 0 until its first row is written.</summary>
    public long Id { get; set; }

    /// <summary>The number that it was taken to have by what was read of it while it was locked; 0 where nothing was.</summary>
    public long Guess { get; init; }

    /// <summary>Whether what was to be read beforehand is still to be read: the guess was wrong, or there was none.</summary>
    public bool IsUnread => Id != 0 && Id != Guess;

    /// <summary>Whether its unit takes for granted what was seen before, and reads it only when more is asked.</summary>
    public bool IsSeen { get; init; }

    /// <summary>Whether an event was appended whose number is not known here.</summary>
    public bool HasNewEvent { get; set; }

    /// <summary>Whether its numbers were read, below.</summary>
    public bool IsCounted { get; set; } = true;

    /// <summary>State rows that are taken to have the version they had when they were seen, to be proven yet.</summary>
    public HashSet<string>? SeenStates { get; set; }

    /// <summary>Outbox rows that are taken to be as they were seen, with their versions, to be proven yet.</summary>
    public Dictionary<DeliveryId, long>? SeenOutbox { get; set; }

    /// <summary>The highest number of an event that was removed; the next one is above this and above those that are there.</summary>
    public long LastSequence { get; set; }

    public long LastNumber { get; set; }

    /// <summary>The highest number of an event that is there, as this unit left or found it; null while nobody has looked.</summary>
    public long? LastEvent { get; set; } = 0;

    /// <summary>Whether the numbers have to be written before the commit.</summary>
    public bool Counted { get; private set; }

    /// <summary>Versions of state rows as this unit left or found them, 0 where there is none: nobody else changes them while the partition is locked.</summary>
    public Dictionary<string, long> Versions => field ??= new(StringComparer.Ordinal);

    /// <summary>State rows that were fetched beforehand and not written since.</summary>
    public Dictionary<string, StateRow?> States => field ??= new(StringComparer.Ordinal);

    /// <summary>Outbox rows that were fetched beforehand and not written since.</summary>
    public Dictionary<DeliveryId, OutboxRow?> Outbox => field ??= [];

    /// <summary>Rows of the schedule whose claim was looked at beforehand and holds for a while yet, null where it is lost for good.</summary>
    public Dictionary<(string Kind, string Key), HeldRow?> Held => _held ??= [];

    /// <summary>Events that this unit has looked for and not found: nobody else adds them while the partition is locked.</summary>
    public HashSet<(string Source, string Id)> MissingEvents => field ??= [];

    /// <summary>Fencing numbers of outbox rows as this unit left or found them, null where there is none.</summary>
    public Dictionary<DeliveryId, long?> Fences => field ??= [];

    /// <summary>Versions of outbox rows that were looked for beforehand and not written since, 0 where there is none.</summary>
    public Dictionary<DeliveryId, long> OutboxVersions => field ??= [];

    /// <summary>An outbox row was written, or removed.</summary>
    public void Wrote(DeliveryId delivery, long? fence)
    {
        Fences[delivery] = fence;
        Outbox.Remove(delivery);
        OutboxVersions.Remove(delivery);
    }

    /// <summary>A row of the schedule was written, or removed.</summary>
    public void Wrote(string kind, string key) => _held?.Remove((kind, key));

    /// <summary>Forgets what was seen of its rows: they are gone.</summary>
    public void Forget()
    {
        Versions.Clear();
        States.Clear();
        Fences.Clear();
        Outbox.Clear();
        OutboxVersions.Clear();
        Held.Clear();
    }

    /// <summary>Forgets what was read by a guess at its number that was wrong.</summary>
    public void Judge()
    {
        if (Guess != 0 && Guess != Id)
        {
            Forget();
            MissingEvents.Clear();
        }
    }

    /// <summary>Keeps a version from being given again.</summary>
    public void Removed(long number)
    {
        if (number > LastNumber)
        {
            LastNumber = number;
            Counted = true;
        }
    }

    /// <summary>Keeps the number of an event from being given again.</summary>
    public void RemovedEvents(long highest)
    {
        if (highest > LastSequence)
        {
            LastSequence = highest;
            Counted = true;
        }
    }
}
