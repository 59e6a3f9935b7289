namespace OmniChannel;

/// <summary>How much of an item one place has, as it is stored. Version 1.</summary>
internal sealed record StockCount
{
    public required int OnHand { get; init; }

    public required int Reserved { get; init; }
}

/// <summary>What is kept for somebody, as it is stored. Version 1.</summary>
internal sealed record StockHold
{
    public required IReadOnlyList<StockShare> Shares { get; init; }

    public DateTimeOffset? Until { get; init; }
}

/// <summary>One change of an item's stock, for its log. Version 1.</summary>
internal sealed record StockEntry
{
    /// <summary>What changed at which place: pieces that came or went, or were promised or given back.</summary>
    public required IReadOnlyList<StockShare> Shares { get; init; }

    public ReservationId? Reservation { get; init; }
}
