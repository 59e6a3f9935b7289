namespace OmniChannel;

/// <summary>What a message speaks of. It is looked at when the message is decided and again at the moment of sending, beside the host's own <c>IMessageRelevance</c>: what has lost its sense by then is skipped, with that reason.</summary>
public sealed record MessageAbout
{
    /// <summary>The products. Once none of them can be had anywhere, the reason is "relevance.sold-out"; one that was never received into the inventory is never sold out. At most 50; null or empty for none.</summary>
    public IReadOnlyList<StockItem>? Items { get; init; }

    /// <summary>The cart. Once it is being bought or was bought, the reason is "relevance.cart-bought"; once nothing is in it any more, "relevance.cart-empty". Where it was linked into another, that one counts. Null for none.</summary>
    public CartId? Cart { get; init; }

    /// <summary>When the offer ends: from this instant on nothing is sent, and the reason is "relevance.offer-ended". Null for never.</summary>
    public DateTimeOffset? OfferEnds { get; init; }
}
