namespace OmniChannel.Delivery;

/// <summary>What became of a message of ours. Statuses that say no more than that it was taken over are left out by parsers.</summary>
public sealed record InboundReceipt : InboundFact
{
    /// <summary>What became of it. <see cref="ReceiptKind.HardBounced"/> suppresses the address, so only where the provider says that nobody is there.</summary>
    public required ReceiptKind Kind { get; init; }

    /// <summary>Our delivery, where the message carried its name and the provider repeats it; null to find it by <see cref="ProviderMessageId"/>.</summary>
    public DeliveryId? Delivery { get; init; }

    /// <summary>The provider's identifier of the message, exactly as the answer to the send gave it (<see cref="AttemptOutcome.ProviderMessageId"/>); null where <see cref="Delivery"/> is known.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>The person's address, as this channel's messages are sent to it, where the provider names no message and says only that this became of everything sent there until <see cref="InboundFact.At"/>; null where a message is named.</summary>
    /// <remarks>It counts, once each, for the account's deliveries to that address that a provider took over by then, within 62 days, for the customer who was first written to there.</remarks>
    public string? EverythingTo { get; init; }

    /// <summary>Whether a machine caused it: a proxy's open, a scanner's click.</summary>
    public bool ByMachine { get; init; }
}
