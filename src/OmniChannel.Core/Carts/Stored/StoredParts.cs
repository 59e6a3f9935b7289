namespace OmniChannel;

/// <summary>How the parts that heads and operations share are stored.</summary>
internal static class StoredParts
{
    private const int HasAttributes = 1;
    private const int HasStore = 2;
    private const int HasOverride = 4;
    private const int Saved = 8;
    private const int HasApart = 16;

    public static void Write(ref CartBytes to, CartItem item)
    {
        to.Byte((byte)((item.Attributes is null ? 0 : HasAttributes) | (item.PickupStore is null ? 0 : HasStore) | (item.PriceOverride is null ? 0 : HasOverride) | (item.IsSaved ? Saved : 0) | (item.Apart is null ? 0 : HasApart)));
        to.Text(item.Variant);
        WriteIfAny(ref to, item.Attributes);
        WriteIfAny(ref to, item.PickupStore);
        if (item.PriceOverride is { } price)
        {
            to.Signed(price.Minor);
            to.Text(price.Currency.Code);
        }

        WriteIfAny(ref to, item.Apart);
    }

    public static CartItem ReadItem(ref CartReading from)
    {
        var flags = from.Byte();
        var variant = from.Text() ?? throw CartReading.Broken();
        var attributes = (flags & HasAttributes) == 0 ? null : from.Text();
        var store = (flags & HasStore) == 0 ? null : from.Text();
        Money? price = (flags & HasOverride) == 0 ? null : new Money(from.Signed(), new Currency(from.Text()!));
        var apart = (flags & HasApart) == 0 ? null : from.Text();
        return new CartItem { Variant = variant, Attributes = attributes, PickupStore = store, PriceOverride = price, IsSaved = (flags & Saved) != 0, Apart = apart };
    }

    public static void Write(ref CartBytes to, CartId? cart) => to.Text(cart?.ToString());

    public static CartId? ReadCart(ref CartReading from) => from.Text() is { } text ? CartId.Parse(text, null) : null;

    public static void Write(ref CartBytes to, IReadOnlyList<CartId> carts)
    {
        to.Number(carts.Count);
        foreach (var cart in carts)
        {
            Write(ref to, cart);
        }
    }

    public static IReadOnlyList<CartId> ReadCarts(ref CartReading from)
    {
        var carts = new CartId[from.Count()];
        for (var i = 0; i < carts.Length; i++)
        {
            carts[i] = ReadCart(ref from) ?? throw CartReading.Broken();
        }

        return carts;
    }

    public static void Write(ref CartBytes to, DateTimeOffset? at) => to.Number(at is { } known ? known.ToUnixTimeMilliseconds() + 1 : 0);

    public static DateTimeOffset? ReadTime(ref CartReading from) => from.Number() is > 0 and var milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds - 1) : null;

    private static void WriteIfAny(ref CartBytes to, string? text)
    {
        if (text is not null)
        {
            to.Text(text);
        }
    }
}
