namespace OmniChannel;

/// <summary>Says from where pieces come. Pure.</summary>
internal static class Allocation
{
    /// <summary>The shares, none of them empty; null when there are too few.</summary>
    public static IReadOnlyList<StockShare>? Of(IReadOnlyList<StockLevel> levels, StockRequest request)
    {
        var inOrder = InOrder(levels, request);
        if ((request.From.Count == 0 || !request.MaySplit) && inOrder.Find(level => level.Available >= request.Quantity) is { } whole)
        {
            return [new StockShare { Place = whole.Place, Quantity = request.Quantity }];
        }

        return request.MaySplit ? Split(inOrder, request.Quantity) : null;
    }

    /// <summary>How many the asker could have at most.</summary>
    public static int Available(IReadOnlyList<StockLevel> levels, StockRequest request)
    {
        var inOrder = InOrder(levels, request);
        return (int)Math.Min(int.MaxValue, request.MaySplit ? inOrder.Sum(level => (long)level.Available) : inOrder.Select(level => level.Available).DefaultIfEmpty().Max());
    }

    private static List<StockShare>? Split(List<StockLevel> inOrder, int quantity)
    {
        var shares = new List<StockShare>();
        foreach (var level in inOrder)
        {
            var share = Math.Min(level.Available, quantity);
            quantity -= share;
            if (share > 0)
            {
                shares.Add(new StockShare { Place = level.Place, Quantity = share });
            }
        }

        return quantity == 0 ? shares : null;
    }

    private static List<StockLevel> InOrder(IReadOnlyList<StockLevel> levels, StockRequest request) => request.From.Count > 0
        ? [.. request.From.Distinct().SelectMany(place => levels.Where(level => level.Place == place))]
        : [.. levels.OrderByDescending(level => level.Available).ThenBy(level => level.Place.Value, StringComparer.Ordinal)];
}
