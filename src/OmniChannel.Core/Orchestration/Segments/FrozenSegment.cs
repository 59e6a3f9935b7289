using System.Globalization;

namespace OmniChannel;

/// <summary>The list of a segment's customers at one instant: who was on it stays on it, whatever they do later.</summary>
public sealed record FrozenSegment
{
    /// <summary>Its name.</summary>
    public required FrozenSegmentId Id { get; init; }

    /// <summary>The condition that it was frozen by, as it is written; of a segment its name.</summary>
    public required string When { get; init; }

    /// <summary>As of when, in UTC: facts that move with time are those of this instant.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many customers were put on it. Who was erased since is not on it any more; this number stays.</summary>
    public required long Count { get; init; }

    /// <summary>A hash of who was put on it, in hexadecimal, the same for the same customers: starting from 32 octets of zero, SHA-256 over the hash so far and the customer's name in UTF-8, in the order of the names' octets.</summary>
    public required string Hash { get; init; }

    /// <summary>Whether everybody was looked at; otherwise the freezing was interrupted: call it again, and it goes on.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>In words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}: {Count} customers as of {At:u}, {Hash}{(IsComplete ? "" : ", not complete")}");
}

/// <summary>A frozen list as it is stored, beside its customers' own partitions. Version 1.</summary>
internal sealed record FrozenHead
{
    public required FrozenSegment Frozen { get; init; }

    /// <summary>The last customer who was looked at; null for none.</summary>
    public CustomerId? After { get; init; }

    /// <summary>That it is being taken off its customers, before it goes itself.</summary>
    public bool? IsLeaving { get; init; }
}
