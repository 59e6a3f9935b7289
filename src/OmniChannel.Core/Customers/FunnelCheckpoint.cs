namespace OmniChannel;

/// <summary>Where a customer stood in a funnel after everything that fell off its journal's end.</summary>
internal sealed record FunnelCheckpoint
{
    /// <summary>The last event that is folded in here.</summary>
    public required FunnelEvent Last { get; init; }

    /// <summary>Null for not yet in the funnel.</summary>
    public FunnelStage? Stage { get; init; }

    public DateTimeOffset Since { get; init; }

    /// <summary>When what the funnel waits for was last seen, by type of touchpoint.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset>? Seen { get; init; }

    /// <summary>The moves up to here, the newest last.</summary>
    public IReadOnlyList<StageMove>? Moves { get; init; }
}
