namespace OmniChannel;

/// <summary>Where a delivery stands, folded from attempts and receipts.</summary>
public sealed record DeliveryReport
{
    /// <summary>Which.</summary>
    public required DeliveryId Delivery { get; init; }

    /// <summary>To whom.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>On which channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>By which account; null before the first attempt.</summary>
    public string? Account { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>Everything that was reported of it afterwards, each once, in the order of <see cref="DeliveryStatus"/>: a delivery that was unsubscribed from may have been clicked before. What machines opened and clicked is not among it.</summary>
    public IReadOnlyList<DeliveryStatus> Reports { get; init; } = [];

    /// <summary>What is promised when it cannot be known whether a provider took it over.</summary>
    public required SendGuarantee Guarantee { get; init; }

    /// <summary>How many attempts were begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>What the provider calls it, such as the Message-ID of an e-mail: bounces and callbacks speak of it. Null until the provider took it over, or when it has no name for it.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>When the next attempt is due; null when none is.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The delivery of the same message on another channel whose place it took, because that failed or was not seen; null for none.</summary>
    public DeliveryId? SteppedFrom { get; init; }

    /// <summary>The delivery of the same message on another channel that took its place; null for none.</summary>
    public DeliveryId? SteppedTo { get; init; }

    /// <summary>What the last attempt or check said; null when all is well.</summary>
    public Reason? Reason { get; init; }
}
