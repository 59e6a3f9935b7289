namespace OmniChannel.Delivery;

/// <summary>One rendered message for one address, as an adapter gets it. It stays the same, byte for byte, over all attempts at one provider.</summary>
public sealed record OutgoingMessage
{
    /// <summary>The delivery it belongs to.</summary>
    public required DeliveryId Delivery { get; init; }

    /// <summary>The key under which the provider may recognise a repetition: row, rendered variant and provider account. At most 64 ASCII characters.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The tenant that speaks.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The customer who is spoken to.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>The campaign that is told.</summary>
    public required CampaignId Campaign { get; init; }

    /// <summary>The channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The address, as <see cref="IChannelAdapter.CheckAddress"/> normalised it; empty where presence is the address.</summary>
    public required string Address { get; init; }

    /// <summary>The customer's name for the envelope; null for none.</summary>
    public string? RecipientName { get; init; }

    /// <summary>What the person will read.</summary>
    public required RenderedContent Content { get; init; }

    /// <summary>What it is for.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>How urgent it is.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>When the message was accepted into the outbox: the date in its envelope.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it loses its sense.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where one POST unsubscribes this person from this purpose on this channel (RFC 8058); null where no way out is owed.</summary>
    public Uri? UnsubscribeLink { get; init; }
}
