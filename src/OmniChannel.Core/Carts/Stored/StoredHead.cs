namespace OmniChannel;

/// <summary>How a head and the prices beside it are stored, in one row: about 20 bytes a line and what the line is of.</summary>
internal static class StoredHead
{
    private const byte Format = 1;

    public static byte[] Write(CartHead head, CartQuotes quotes)
    {
        var to = new CartBytes(512);
        to.Byte(Format);
        head.Write(ref to);
        WriteQuotes(ref to, head, quotes);
        return to.Done();
    }

    public static (CartHead Head, CartQuotes Quotes) Read(ReadOnlySpan<byte> row, TenantId tenant, CartId cart)
    {
        var from = new CartReading(row);
        if (from.Byte() != Format)
        {
            throw CartReading.Broken();
        }

        var head = CartHead.Read(ref from, tenant, cart);
        return (head, ReadQuotes(ref from, head));
    }

    /// <summary>The lists and times of the quotes once, then for each line which of them, and the price.</summary>
    private static void WriteQuotes(ref CartBytes to, CartHead head, CartQuotes quotes)
    {
        if (quotes.All.Count == 0)
        {
            to.Byte(0);
            return;
        }

        var sources = quotes.All.Values.Select(SourceOf).Distinct().ToList();
        to.Number(sources.Count);
        foreach (var (list, at, currency) in sources)
        {
            to.Text(list);
            to.Number(at);
            to.Text(currency);
        }

        foreach (var line in head.Lines)
        {
            var quote = quotes.Find(line.Key);
            to.Number(quote is null ? 0 : sources.IndexOf(SourceOf(quote)) + 1);
            if (quote is not null)
            {
                to.Signed(quote.Unit.Minor);
            }
        }
    }

    private static CartQuotes ReadQuotes(ref CartReading from, CartHead head)
    {
        var sources = new (string? List, long At, string Currency)[from.Count()];
        if (sources.Length == 0)
        {
            return CartQuotes.None;
        }

        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = (from.Text(), from.Number(), from.Text() ?? throw CartReading.Broken());
        }

        var quotes = new Dictionary<LineKey, CartQuote>();
        foreach (var line in head.Lines)
        {
            if (from.Count() is > 0 and var source)
            {
                var (list, at, currency) = sources[source - 1];
                quotes[line.Key] = new CartQuote { Unit = new Money(from.Signed(), new Currency(currency)), ListVersion = list, At = DateTimeOffset.FromUnixTimeMilliseconds(at) };
            }
        }

        return new CartQuotes(quotes);
    }

    private static (string? List, long At, string Currency) SourceOf(CartQuote quote) => (quote.ListVersion, quote.At.ToUnixTimeMilliseconds(), quote.Unit.Currency.Code);
}
