namespace OmniChannel;

/// <summary>What became of the wish to take reserved pieces out.</summary>
public enum TakeResult
{
    /// <summary>They have left the stock.</summary>
    Taken,

    /// <summary>They had left it before, under the same reservation.</summary>
    AlreadyTaken,

    /// <summary>Nothing is kept under this name: it never was, it was released, or its time ran out.</summary>
    NotReserved,
}
