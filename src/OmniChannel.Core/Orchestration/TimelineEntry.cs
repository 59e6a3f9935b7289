namespace OmniChannel;

/// <summary>One thing that happened between a customer and the brand.</summary>
public sealed record TimelineEntry
{
    /// <summary>Its place in the customer's timeline, rising.</summary>
    public required long Sequence { get; init; }

    /// <summary>In whose timeline it is.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>What happened: "touchpoint/cart.left", "message.queued", "attempt.accepted", "receipt.clicked".</summary>
    public required string Type { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was recorded, in UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who reported it.</summary>
    public required string Source { get; init; }

    /// <summary>Unique within its source.</summary>
    public required string Id { get; init; }

    /// <summary>The delivery it speaks of; null for none.</summary>
    public DeliveryId? Delivery { get; init; }

    /// <summary>The channel; null for none.</summary>
    public Channel? Channel { get; init; }

    /// <summary>When the attempt began whose end this tells, in UTC: not later than the provider was called. Null for anything else.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>What happened, in words a person can read.</summary>
    public required string Summary { get; init; }

    /// <summary>The decision behind it in full, channel by channel, over several lines; null where there was none.</summary>
    public string? Details { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Summary;
}
