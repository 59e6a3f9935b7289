namespace OmniChannel.Storage;

/// <summary>What a unit of work takes for granted because it was seen a moment ago. The store proves it: whatever of it no longer is so is a <see cref="StoreConflictException"/> at the commit, at the latest.</summary>
public sealed record UnitSeen
{
    /// <summary>State rows with the versions they had.</summary>
    public IReadOnlyCollection<SeenVersion> States { get; init; } = [];

    /// <summary>State rows of partitions that the unit does not name, with the versions they had, 0 for none. Nobody is kept from changing them; they are looked at once more as the unit writes.</summary>
    public IReadOnlyCollection<SeenVersion> Beside { get; init; } = [];

    /// <summary>Outbox rows as they were read.</summary>
    public IReadOnlyCollection<OutboxRow> Outbox { get; init; } = [];
}

/// <summary>A state row and the version it had, 1 or more; 0 for one that was not there, where that may be.</summary>
public readonly record struct SeenVersion(StateAddress Row, long Version);
