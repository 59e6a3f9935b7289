namespace OmniChannel;

/// <summary>Names the operations behind every unit of a cart. Pure.</summary>
internal static class CartAudit
{
    public static IReadOnlyList<CartUnit> Units(CartHead head, IReadOnlyList<CartOp> log, ConcurrentSets rule)
    {
        var byVersion = log.ToDictionary(op => op.Version);
        var units = new List<CartUnit>();
        foreach (var line in head.Lines)
        {
            int[] adds = new int[line.Adds.Length], sets = new int[line.Sets.Length];
            LineMeasure.Left(line, rule, adds, sets);
            for (var i = 0; i < adds.Length; i++)
            {
                Note(units, head, line, line.Adds[i], adds[i], IsFolded(head, line, line.Adds[i], byVersion) ? [] : byVersion);
            }

            for (var i = 0; i < sets.Length; i++)
            {
                Note(units, head, line, line.Sets[i], LineMeasure.Stands(line, sets, i, rule) ? sets[i] : 0, byVersion);
            }
        }

        return units;
    }

    /// <summary>A baseline bears the version up to which it was folded, whatever operation stands there.</summary>
    private static bool IsFolded(CartHead head, LineState line, in CartPiece piece, Dictionary<long, CartOp> log) =>
        piece.Version <= head.FoldedTo && piece.Sub == 0 && log.GetValueOrDefault(piece.Version) is var op && (op is null || op.Line != line.Key || op.Quantity != piece.Quantity);

    private static void Note(List<CartUnit> units, CartHead head, LineState line, CartPiece piece, int left, Dictionary<long, CartOp> log)
    {
        if (left == 0)
        {
            return;
        }

        var op = log.GetValueOrDefault(piece.Version);
        var unit = new CartUnit { Line = line.Key, Item = line.Item, Quantity = left, Cart = head.Cart, Version = piece.Version };
        if (op is { Link: { } link } && piece.Sub > 0)
        {
            var from = link.Lines.First(one => one.Key == line.Key).Pieces[piece.Sub - 1];
            units.Add(unit with { Cart = link.Source, Version = from.SourceVersion, Link = op.Id });
        }
        else if (op is { Kind: CartOpKind.Add or CartOpKind.Set or CartOpKind.Link })
        {
            units.Add(unit with { OpId = op.Id, Actor = op.Actor, Where = op.Where, At = op.At, Link = op.Via ?? (op.Link is null ? null : op.Id) });
        }
        else
        {
            units.Add(unit);
        }
    }
}
