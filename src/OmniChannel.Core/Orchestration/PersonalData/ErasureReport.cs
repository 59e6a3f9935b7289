namespace OmniChannel;

/// <summary>What was erased.</summary>
public sealed record ErasureReport
{
    /// <summary>The customers who were erased: the one that was named, and those who were the same person, in ordinal order.</summary>
    public required IReadOnlyList<CustomerId> Customers { get; init; }

    /// <summary>How many deliveries were waiting and are not sent any more.</summary>
    public required int Cancelled { get; init; }

    /// <summary>How many deliveries were in the hands of a provider at that moment: whether they reach the person cannot be changed any more.</summary>
    public required int InFlight { get; init; }

    /// <summary>Whether the customer had been erased before; then nothing was left to do.</summary>
    public bool WasErased { get; init; }
}
