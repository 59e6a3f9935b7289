namespace OmniChannel;

/// <summary>Where a customer stood in a funnel at one place of its journal: remembered, so that what was walked once is not walked again. Never stored. Immutable.</summary>
internal sealed class FunnelStanding
{
    /// <summary>Whose stages these are: one funnel, as it is defined in one place. It says nothing to any other.</summary>
    public required object By { get; init; }

    /// <summary>The place of the stage; below zero for not in the funnel.</summary>
    public required int Stage { get; init; }

    /// <summary>Since when, in ticks.</summary>
    public required long Since { get; init; }

    /// <summary>When what the funnel waits for was last seen, in ticks.</summary>
    public required long[] Seen { get; init; }
}
