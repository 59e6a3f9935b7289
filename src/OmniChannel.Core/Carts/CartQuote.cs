namespace OmniChannel;

/// <summary>A price as it was told to the buyer.</summary>
public sealed record CartQuote
{
    /// <summary>The price of one unit.</summary>
    public required Money Unit { get; init; }

    /// <summary>Which edition of the price list said so; null where lists have none.</summary>
    public string? ListVersion { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A line whose price is not what was quoted before.</summary>
public sealed record CartPriceDifference
{
    /// <summary>Which line.</summary>
    public required LineKey Line { get; init; }

    /// <summary>What it is a quantity of.</summary>
    public required CartItem Item { get; init; }

    /// <summary>The unit price until now; null where there was none.</summary>
    public Money? Before { get; init; }

    /// <summary>The unit price from now on.</summary>
    public required Money After { get; init; }
}
