namespace OmniChannel;

/// <summary>The figures of some customers: all, those of a persona, those who came over a channel.</summary>
public sealed record FunnelGroup
{
    /// <summary>Whose: the persona's or the channel's name; "all" for everybody, "unknown" where it is not known.</summary>
    public required string Name { get; init; }

    /// <summary>How many customers in the funnel.</summary>
    public required int Customers { get; init; }

    /// <summary>The figures of each stage, in the funnel's order.</summary>
    public required IReadOnlyList<StageFigures> Stages { get; init; }
}
