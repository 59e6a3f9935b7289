namespace OmniChannel;

/// <summary>One item over all places, at one moment.</summary>
public sealed record StockView
{
    /// <summary>The item.</summary>
    public required StockItem Item { get; init; }

    /// <summary>Every place that ever had it, by name.</summary>
    public required IReadOnlyList<StockLevel> Levels { get; init; }

    /// <summary>How many pieces can be promised in all.</summary>
    public int Available => (int)Math.Min(int.MaxValue, Levels.Sum(level => (long)level.Available));
}
