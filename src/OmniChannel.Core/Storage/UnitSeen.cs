namespace OmniChannel.Storage;

/// <summary>What a unit of work takes for granted because it was seen a moment ago. The store proves it: whatever of it no longer is so is a <see cref="StoreConflictException"/> at the commit, at the latest.</summary>
public sealed record UnitSeen
{
    /// <summary>State rows with the versions they had.</summary>
    public IReadOnlyCollection<SeenVersion> States { get; init; } = [];

    /// <summary>Outbox rows as they were read.</summary>
    public IReadOnlyCollection<OutboxRow> Outbox { get; init; } = [];
}

/// <summary>A state row and the version it had, 1 or more.</summary>
public readonly record struct SeenVersion(StateAddress Row, long Version);
