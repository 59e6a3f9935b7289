namespace OmniChannel;

/// <summary>A message that was set aside to be looked at.</summary>
public sealed record ParkedDelivery
{
    /// <summary>Which.</summary>
    public required DeliveryId Delivery { get; init; }

    /// <summary>To whom.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>Of which campaign; null when what was stored of it cannot be read.</summary>
    public CampaignId? Campaign { get; init; }

    /// <summary>On which channel; null when what was stored of it cannot be read.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Why it was set aside.</summary>
    public required Reason Reason { get; init; }

    /// <summary>How many attempts were begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was accepted into the outbox, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it loses its sense, in UTC; null when what was stored of it cannot be read.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether some attempt may have reached the person.</summary>
    public bool MayBeSent { get; init; }
}
