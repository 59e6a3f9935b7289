namespace OmniChannel.Delivery;

/// <summary>What one account was or will be given: the same bytes under the same key over all attempts.</summary>
internal sealed record FrozenMessage
{
    public required string Account { get; init; }

    /// <summary>As the adapter normalised it; empty where presence is the address.</summary>
    public required string Address { get; init; }

    public string? RecipientName { get; init; }

    public required RenderedContent Content { get; init; }

    /// <summary>Row, account and rendered variant, hashed: 64 hexadecimal digits.</summary>
    public required string Key { get; init; }

    public Uri? UnsubscribeLink { get; init; }
}
