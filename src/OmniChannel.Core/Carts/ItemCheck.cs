namespace OmniChannel;

/// <summary>Brings an item into its one form, or refuses it.</summary>
internal static class ItemCheck
{
    private const int MaxText = 200;

    /// <summary>The item with its attributes in canonical form; null when a part is out of bounds.</summary>
    public static CartItem? Canonical(CartItem item)
    {
        if (!IsText(item.Variant) || (item.PickupStore is not null && !IsText(item.PickupStore)) || (item.Apart is not null && !IsText(item.Apart))
            || item.PriceOverride is { Currency.Code: null } or { Minor: < 0 })
        {
            return null;
        }

        if (item.Attributes is not { } attributes)
        {
            return item;
        }

        var canonical = CanonicalJson.Of(attributes);
        return canonical switch
        {
            null => null,
            "{}" => item with { Attributes = null },
            _ => item with { Attributes = canonical },
        };
    }

    /// <summary>Present, at most 200 characters, well-formed, without control characters.</summary>
    public static bool IsText(string? text) => text is { Length: > 0 and <= MaxText } && !text.Any(char.IsControl) && !Text.HasLoneSurrogate(text) && !string.IsNullOrWhiteSpace(text);
}
