namespace OmniChannel;

/// <summary>Asks for pieces of one item.</summary>
public sealed record StockRequest
{
    /// <summary>Of what.</summary>
    public required StockItem Item { get; init; }

    /// <summary>Under which name the pieces are kept; asking again under the same name replaces what was kept.</summary>
    public required ReservationId Reservation { get; init; }

    /// <summary>How many, 1 to 1,000,000; all or none.</summary>
    public required int Quantity { get; init; }

    /// <summary>
    /// From where, in this order; at most 100. One store for a pickup there. Empty for wherever there is enough: one place that has all of it (of several the one that has most),
    /// else several, those that have most first.
    /// </summary>
    public IReadOnlyList<StockPlace> From { get; init; } = [];

    /// <summary>Whether the pieces may come from several places. The default is that they may.</summary>
    public bool MaySplit { get; init; } = true;

    /// <summary>Until when they are kept; null for as long as nobody releases them.</summary>
    public DateTimeOffset? Until { get; init; }
}
