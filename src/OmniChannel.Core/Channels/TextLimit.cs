namespace OmniChannel;

/// <summary>How long a text may be, in the unit in which its channel counts.</summary>
public sealed record TextLimit
{
    /// <summary>The largest count that passes.</summary>
    public required int Max { get; init; }

    /// <summary>What is counted.</summary>
    public required TextUnit Unit { get; init; }
}
