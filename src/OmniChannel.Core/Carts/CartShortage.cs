namespace OmniChannel;

/// <summary>A line of a cart of which fewer pieces can be had than it holds. The line stays as it is.</summary>
public sealed record CartShortage
{
    /// <summary>Which line.</summary>
    public required CartLine Line { get; init; }

    /// <summary>How many the buyer can have, those that are kept for this line among them.</summary>
    public required int Available { get; init; }
}
