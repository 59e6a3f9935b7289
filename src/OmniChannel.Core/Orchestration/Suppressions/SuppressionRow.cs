namespace OmniChannel;

/// <summary>What is known against one address, as it is stored. Version 1.</summary>
internal sealed record SuppressionRow
{
    public required Channel Channel { get; init; }

    /// <summary>Null when it is not known, or not to be known any more.</summary>
    public string? Address { get; init; }

    /// <summary>Whether somebody who had the address was erased: then it is never written down again.</summary>
    public bool? IsErased { get; init; }

    /// <summary>One for whoever has the address, and one for each customer for whom it is shut; by customer.</summary>
    public required IReadOnlyList<SuppressionHold> Holds { get; init; }
}

/// <summary>Why an address is shut, for one customer or for all. Version 1.</summary>
internal sealed record SuppressionHold
{
    /// <summary>Null for whoever has the address.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>The sender that the opt-out was made to; null for all of the channel. One with a sender holds for whoever has the address.</summary>
    public string? Scope { get; init; }

    public required SuppressionCause Cause { get; init; }

    /// <summary>The first since it was lifted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The last that was heard of, so that a lift outranks everything before it.</summary>
    public required DateTimeOffset Last { get; init; }

    public required string By { get; init; }

    public DateTimeOffset? LiftedAt { get; init; }

    public bool Holds => LiftedAt is not { } lifted || At > lifted;
}
