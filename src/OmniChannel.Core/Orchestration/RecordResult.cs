namespace OmniChannel;

/// <summary>What became of what was to be recorded or saved.</summary>
public enum RecordResult
{
    /// <summary>It was new.</summary>
    Recorded,

    /// <summary>It was recorded before: nothing changed.</summary>
    Duplicate,

    /// <summary>No delivery of that name is known: nothing changed.</summary>
    UnknownDelivery,

    /// <summary>The customer was erased, and nothing is kept of it any more until <see cref="PersonalData.ReadmitAsync"/>: nothing changed.</summary>
    Erased,

    /// <summary>Too much is under way (<see cref="OmniChannelOptions.MaxPending"/>): nothing changed, try again later.</summary>
    Overloaded,
}
