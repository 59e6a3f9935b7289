namespace OmniChannel;

/// <summary>What became of a command to link two customers.</summary>
public sealed record LinkResult
{
    /// <summary>Whether they are one person now.</summary>
    public required LinkOutcome Outcome { get; init; }

    /// <summary>Why the cart was not linked with its customer, such as <see cref="CartRefusal.CurrencyMismatch"/>: both carts stay as they are. Null when it was, or there was none.</summary>
    public CartRefusal? CartRefused { get; init; }
}

/// <summary>What became of a command to take a customer out of a person.</summary>
public sealed record UnlinkResult
{
    /// <summary>Whether the customer is a person of its own again.</summary>
    public required UnlinkOutcome Outcome { get; init; }

    /// <summary>Why the cart's link was not taken back: it was ordered, or is folded. Null when it was, or there was none.</summary>
    public CartRefusal? CartRefused { get; init; }
}
