namespace OmniChannel;

/// <summary>What happened between one customer and the brand on one channel. Folded so that the order of events does not matter.</summary>
internal sealed record ChannelHistory
{
    /// <summary>Deliveries that went out or may have: each counts once, from its first attempt on, unless it turns out to have reached nobody.</summary>
    public int Deliveries { get; init; }

    /// <summary>What the customer did with deliveries: opens, clicks, replies and purchases each count; machines are left out.</summary>
    public int Engagements { get; init; }

    /// <summary>Purchases through it.</summary>
    public int Conversions { get; init; }

    /// <summary>The last time the customer did anything on it.</summary>
    public DateTimeOffset? LastEngagedAt { get; init; }

    /// <summary>The last time the customer wrote on it: opens its reply window.</summary>
    public DateTimeOffset? LastInboundAt { get; init; }
}
