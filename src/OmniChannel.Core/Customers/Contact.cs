namespace OmniChannel;

/// <summary>One message reserved or sent: what frequency caps count.</summary>
internal sealed record Contact
{
    public required DeliveryId Delivery { get; init; }

    public required Channel Channel { get; init; }

    public required Purpose Purpose { get; init; }

    /// <summary>The planned instant until it is dispatched, then the actual one.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The address, for caps per contact point.</summary>
    public required string Address { get; init; }

    /// <summary>Whether it counts among the deliveries of its channel: an attempt has begun. Null for no.</summary>
    public bool? IsCounted { get; init; }

    /// <summary>Whether it went to the address, and not to the person who is decided for: then caps per address count it, and nothing else. Null for no; never stored with a customer.</summary>
    public bool? IsAddressOnly { get; init; }
}
