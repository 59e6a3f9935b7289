using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>A partition as a unit of work has it in hand.</summary>
internal sealed class PartitionRow(PartitionKey key)
{
    public PartitionKey Key { get; } = key;

    /// <summary>Its tenant's number; 0 until the tenant has one.</summary>
    public long Tenant { get; set; }

    /// <summary>Its number; 0 until its first row is written.</summary>
    public long Id { get; set; }

    /// <summary>The highest number of an event that was removed; the next one is above this and above those that are there.</summary>
    public long LastSequence { get; set; }

    /// <summary>The highest version of a state row that was removed.</summary>
    public long LastNumber { get; set; }

    /// <summary>The highest number of an event that there is or was, once it was looked for.</summary>
    public long? LastEvent { get; set; }

    /// <summary>Whether <see cref="LastSequence"/> and <see cref="LastNumber"/> were read.</summary>
    public bool AreCountsKnown { get; set; } = true;

    /// <summary>The state rows that the unit takes for granted; null for none.</summary>
    public SeenRow? SeenStates { get; set; }

    /// <summary>The outbox rows that the unit takes for granted; null for none.</summary>
    public SeenRow? SeenOutbox { get; set; }

    /// <summary>Whether the counts have to be written before the commit.</summary>
    public bool Counted { get; private set; }

    /// <summary>Keeps the number of an event from being given again.</summary>
    public void RemovedEvents(long highest)
    {
        if (highest > LastSequence)
        {
            LastSequence = highest;
            Counted = true;
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
}
