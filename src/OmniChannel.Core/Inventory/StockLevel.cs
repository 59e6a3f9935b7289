namespace OmniChannel;

/// <summary>How much of an item one place has.</summary>
public sealed record StockLevel
{
    /// <summary>The warehouse or store.</summary>
    public required StockPlace Place { get; init; }

    /// <summary>How many pieces are there, those that are reserved among them.</summary>
    public required int OnHand { get; init; }

    /// <summary>How many pieces are promised to somebody. More than are there only when a count found fewer than were promised.</summary>
    public required int Reserved { get; init; }

    /// <summary>How many pieces can be promised: never less than none.</summary>
    public int Available => Math.Max(0, OnHand - Reserved);
}
