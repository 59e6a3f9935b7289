namespace OmniChannel;

/// <summary>What somebody who replaces a whole cart did to it: the three-way difference between what was served and what came back. Pure.</summary>
internal static class CartDiff
{
    /// <summary>The commands that lead from one to the other, in the order of the lines; applied to a cart that moved on, they leave alone what others did since.</summary>
    /// <param name="served">The cart as its editor had seen it.</param>
    /// <param name="wanted">The quantities that came back; an item named twice counts with the sum.</param>
    /// <param name="rule">How concurrent sets are settled.</param>
    public static IReadOnlyList<CartCommand> Of(CartHead served, IReadOnlyList<CartQuantity> wanted, ConcurrentSets rule)
    {
        var left = new Dictionary<LineKey, (CartItem Item, long Quantity)>();
        foreach (var one in wanted)
        {
            var item = ItemCheck.Canonical(one.Item) ?? one.Item;
            var key = LineKey.Of(served.Tenant, item);
            left[key] = (item, one.Quantity + left.GetValueOrDefault(key).Quantity);
        }

        var commands = new List<CartCommand>();
        foreach (var line in served.Lines)
        {
            var before = LineMeasure.Of(line, rule).Quantity;
            if (before == 0 || line.Item.IsSaved)
            {
                continue;
            }

            left.Remove(line.Key, out var after);
            if (after.Quantity <= 0)
            {
                commands.Add(after.Quantity == 0 ? CartCommand.Remove(line.Item) : CartCommand.Set(line.Item, -1));
            }
            else if (after.Quantity != before)
            {
                commands.Add(after.Quantity > before ? CartCommand.Add(line.Item, Count(after.Quantity - before)) : CartCommand.Decrement(line.Item, Count(before - after.Quantity)));
            }
        }

        commands.AddRange(left.Values.Where(one => one.Quantity != 0).Select(one => CartCommand.Add(one.Item, Count(one.Quantity))));
        return commands;
    }

    /// <summary>What does not fit is refused as a quantity later.</summary>
    private static int Count(long quantity) => (int)long.Clamp(quantity, -1, int.MaxValue);
}

/// <summary>So many of an item.</summary>
public sealed record CartQuantity
{
    /// <summary>What.</summary>
    public required CartItem Item { get; init; }

    /// <summary>How many.</summary>
    public required int Quantity { get; init; }
}
