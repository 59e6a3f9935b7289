namespace OmniChannel;

/// <summary>A provider account as a decision sees it.</summary>
internal sealed record AccountHealth
{
    public required string Account { get; init; }

    /// <summary>Until when it is paused by a fault of its own: an estimate. Null when it works.</summary>
    public DateTimeOffset? PausedUntil { get; init; }
}
