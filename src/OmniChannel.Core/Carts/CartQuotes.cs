namespace OmniChannel;

/// <summary>The prices that stand beside a cart's lines; no part of the log. Immutable.</summary>
internal sealed class CartQuotes(IReadOnlyDictionary<LineKey, CartQuote> quotes)
{
    public static CartQuotes None { get; } = new(new Dictionary<LineKey, CartQuote>());

    public IReadOnlyDictionary<LineKey, CartQuote> All => quotes;

    public CartQuote? Find(LineKey line) => quotes.Count == 0 ? null : quotes.GetValueOrDefault(line);

    public CartQuotes With(LineKey line, CartQuote quote) => new(new Dictionary<LineKey, CartQuote>(quotes) { [line] = quote });

    /// <summary>Takes over new prices and says where they differ from what was quoted. A price for an item that is not in the cart, or was overridden, is left out.</summary>
    public (CartQuotes Quotes, IReadOnlyList<CartPriceDifference> Differences) Reprice(CartHead head, IReadOnlyDictionary<LineKey, CartQuote> prices)
    {
        var all = new Dictionary<LineKey, CartQuote>(quotes);
        var differences = new List<CartPriceDifference>();
        foreach (var line in head.Lines)
        {
            if (line.IsBare || line.Item.PriceOverride is not null || !prices.TryGetValue(line.Key, out var price))
            {
                continue;
            }

            var before = Find(line.Key)?.Unit;
            all[line.Key] = price;
            if (before != price.Unit)
            {
                differences.Add(new CartPriceDifference { Line = line.Key, Item = line.Item, Before = before, After = price.Unit });
            }
        }

        return (new CartQuotes(all), differences);
    }
}
