namespace OmniChannel;

/// <summary>What a provider, a customer or a till reported of a delivery afterwards. Recorded twice, it counts once; it may come late and out of order.</summary>
public sealed record Receipt
{
    /// <summary>Who reported it: "/webhooks/sendgrid". Not empty, at most 200 characters.</summary>
    public required string Source { get; init; }

    /// <summary>Unique within its source. Not empty, at most 200 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The delivery it speaks of.</summary>
    public required DeliveryId Delivery { get; init; }

    /// <summary>What happened.</summary>
    public required ReceiptKind Kind { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The money in it: what was paid when <see cref="ReceiptKind.Converted"/>.</summary>
    public Money? Amount { get; init; }

    /// <summary>Whether a machine caused it: a scanner's click, a proxy's open. Kept, and not counted as the customer's doing.</summary>
    public bool ByMachine { get; init; }
}
