namespace OmniChannel;

/// <summary>What a line of a cart is a quantity of. Two items that say the same are one line; price, stock and title are not part of it.</summary>
public sealed record CartItem
{
    /// <summary>The product variant, in the catalogue's words: a SKU. Not empty, at most 200 characters.</summary>
    public required string Variant { get; init; }

    /// <summary>What sets it apart from others of its variant, such as an inscription: a JSON object of at most 2 KB and a depth of 4. Compared in canonical form (RFC 8785, texts in NFC), so the order of members does not matter.</summary>
    /// <value>Null: nothing.</value>
    public string? Attributes { get; init; }

    /// <summary>The store where it is picked up.</summary>
    /// <value>Null: it is shipped.</value>
    public string? PickupStore { get; init; }

    /// <summary>A unit price that an authorised person set for this line alone; it makes it a line of its own.</summary>
    /// <value>Null: the catalogue's.</value>
    public Money? PriceOverride { get; init; }

    /// <summary>Whether it lies on the shelf "saved for later": kept with the cart, not bought with it.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Keeps lines apart that are otherwise the same: what <see cref="CartMergePolicy.Separate"/> brought from another cart carries that cart's name here.</summary>
    /// <value>Null: a line like any other.</value>
    public string? Apart { get; init; }
}
