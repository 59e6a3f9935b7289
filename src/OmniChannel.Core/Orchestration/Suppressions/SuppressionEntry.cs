namespace OmniChannel;

/// <summary>One address that is not used any more: for whoever has it, or for one customer only.</summary>
public sealed record SuppressionEntry
{
    /// <summary>On which channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The address, as the channel's account normalises it; null once somebody who had it was erased: then only <see cref="Hash"/> is known, and it goes on holding.</summary>
    public string? Address { get; init; }

    /// <summary>SHA-256 of the channel's name, a line feed and the address, in hexadecimal digits. It says nothing by itself, but who knows an address can find it.</summary>
    public string? Hash { get; init; }

    /// <summary>The customer for whom it holds, where the cause is the person's; null where it holds for whoever has the address.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>The sender that the person opted out of, where accounts name one (<see cref="Delivery.IOptOutScope"/>): other senders may still use the address. Null for all of the channel. One with a sender names no customer. 1 to 200 characters.</summary>
    public string? Scope { get; init; }

    /// <summary>Why.</summary>
    public required SuppressionCause Cause { get; init; }

    /// <summary>Since when, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who said so: the source of a receipt, "omnichannel" for an attempt, whoever imported or added it.</summary>
    public string By { get; init; } = "";

    /// <summary>When it was lifted last; null for never.</summary>
    public DateTimeOffset? LiftedAt { get; init; }

    /// <summary>Whether it holds: it was never lifted, or something happened after that.</summary>
    public bool Holds => LiftedAt is not { } lifted || At > lifted;
}
