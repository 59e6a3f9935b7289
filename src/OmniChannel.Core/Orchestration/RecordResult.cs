namespace OmniChannel;

/// <summary>What became of a recorded receipt.</summary>
public enum RecordResult
{
    /// <summary>It was new.</summary>
    Recorded,

    /// <summary>It was recorded before: nothing changed.</summary>
    Duplicate,

    /// <summary>No delivery of that name is known: nothing changed.</summary>
    UnknownDelivery,
}
