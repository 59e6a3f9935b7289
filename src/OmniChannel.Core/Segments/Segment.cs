namespace OmniChannel;

/// <summary>A described set of customers: those of whom its condition is true. Written in C#, or read from a file by <see cref="SegmentFile"/>.</summary>
/// <example><c>new Segment { Id = Shop.Lapsed, Name = "Bought, and not for half a year", When = Facts.Customer.HasBought &amp; Facts.Customer.HoursSincePurchase >= 24 * 182 }</c></example>
public sealed record Segment
{
    /// <summary>Its name for code, and for the conditions of other segments.</summary>
    public required SegmentId Id { get; init; }

    /// <summary>Its name for people, at most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, in a sentence or two, at most 1,000 characters; null for nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Who belongs to it: those of whom this is true. Where it is neither true nor false, since a fact is missing, the customer does not belong to it.</summary>
    /// <remarks>It may ask facts of the customer: profile, persona, stage, cart, session, presence, what was sent, and the host's own that are not by channel; and other segments, by <see cref="Facts.InSegment"/>. Facts of a message, of a channel, of free agents and of the local clock are refused.</remarks>
    public required Condition When { get; init; }

    /// <summary>Whether an entry in the customer's timeline says when they enter and leave. Membership itself is always current, whether or not it is.</summary>
    /// <value>True.</value>
    public bool IsLive { get; init; } = true;
}
