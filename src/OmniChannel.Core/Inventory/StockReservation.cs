namespace OmniChannel;

/// <summary>Pieces of one item that are promised to somebody.</summary>
public sealed record StockReservation
{
    /// <summary>Its name.</summary>
    public required ReservationId Id { get; init; }

    /// <summary>Of what.</summary>
    public required StockItem Item { get; init; }

    /// <summary>How many from which place, in the order in which they were taken.</summary>
    public required IReadOnlyList<StockShare> Shares { get; init; }

    /// <summary>Until when they are kept, in UTC; null for as long as nobody releases them.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many in all.</summary>
    public int Quantity => Shares.Sum(share => share.Quantity);
}

/// <summary>What one place gives to a reservation.</summary>
public sealed record StockShare
{
    /// <summary>The warehouse or store.</summary>
    public required StockPlace Place { get; init; }

    /// <summary>How many pieces, at least one.</summary>
    public required int Quantity { get; init; }
}
