namespace OmniChannel.Delivery;

/// <summary>One message of a digest, as it is stored. Version 1.</summary>
internal sealed record DigestItem
{
    public required string Id { get; init; }

    public required Message Message { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Where the messages of one kind are being collected. Version 1. The delivery is asked whether it still is: it is until its first attempt begins.</summary>
internal sealed record DigestSlot
{
    public required DeliveryId Delivery { get; init; }
}
