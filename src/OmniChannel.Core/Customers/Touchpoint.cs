namespace OmniChannel;

/// <summary>One interaction of one customer with the brand over one channel, at one time, on one device. <see cref="Source"/> and <see cref="Id"/> make it unique (CloudEvents 1.0, section 3.1): recorded twice, it counts once.</summary>
public sealed record Touchpoint
{
    /// <summary>Where it was observed: a URI reference such as "/shop/web". Not empty, at most 200 characters.</summary>
    public required string Source { get; init; }

    /// <summary>Unique within its source. Not empty, at most 200 characters.</summary>
    public required string Id { get; init; }

    /// <summary>What happened.</summary>
    public required TouchpointType Type { get; init; }

    /// <summary>Who. May be <c>default</c> where <see cref="Identifiers"/> say it.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>By what the person was known there: an account, a mailbox, a device. Resolved before the touchpoint is recorded, by the rules of <c>IdentityRules</c>; kept as they are in this customer's timeline. At most 20; null for none.</summary>
    public IReadOnlyList<Identifier>? Identifiers { get; init; }

    /// <summary>When it happened; it may be recorded late and in any order.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Over which channel; null when that makes no sense.</summary>
    public Channel? Channel { get; init; }

    /// <summary>On which kind of device.</summary>
    public DeviceKind Device { get; init; }

    /// <summary>The money in it: a cart's total, a purchase's amount.</summary>
    public Money? Amount { get; init; }

    /// <summary>What else the host wants to keep. At most 100 entries.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();
}
