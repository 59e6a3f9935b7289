namespace OmniChannel.Storage;

/// <summary>Rows that were looked at together.</summary>
public sealed record SeenRows
{
    /// <summary>The outbox rows, in the order of the request; null where there is none.</summary>
    public required IReadOnlyList<OutboxRow?> Outbox { get; init; }

    /// <summary>The state rows, in the order of the request; null where there is none.</summary>
    public required IReadOnlyList<StateRow?> States { get; init; }
}
