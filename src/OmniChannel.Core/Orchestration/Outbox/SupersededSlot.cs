namespace OmniChannel;

/// <summary>Which delivery holds a key of a customer by which later messages take its place. Version 1.</summary>
internal sealed record SupersededSlot
{
    public required DeliveryId Delivery { get; init; }
}
