namespace OmniChannel;

/// <summary>A link in a post, a chat or a message that puts a product into the cart of whoever follows it. The host resolves its address to this and names the click.</summary>
public sealed record ShoppableLink
{
    /// <summary>Names the link, such as the post's identifier: units that came by it say so. At most 40 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The channel that it stands in.</summary>
    public required Channel Channel { get; init; }

    /// <summary>What it sells.</summary>
    public required CartItem Item { get; init; }

    /// <summary>How many.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>The unit price that the post shows.</summary>
    public Money? Price { get; init; }

    /// <summary>What following it does: one add for each click, with the link as its actor and the channel as its place.</summary>
    /// <param name="click">Names the click, so that a reload adds nothing; unique within the customer. At most 60 characters.</param>
    public CartCommand Follow(string click)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(click);
        return CartCommand.Add(Item, Quantity) with { OpId = $"tap/{click}", Actor = $"link/{Id}", Where = Channel, Price = Price };
    }
}
