namespace OmniChannel.Tests.Carts;

/// <summary>The specification: what a cart is, as a function of the sets of operations of all carts, in the words of cart.md 2.1 and without a thought for speed.</summary>
internal sealed class NaiveCart(IReadOnlyDictionary<CartId, IReadOnlyCollection<CartOp>> logs, CartMutant mutant = CartMutant.None, ConcurrentSets rule = ConcurrentSets.Larger)
{
    public static Dictionary<LineKey, int> View(CartId cart, IReadOnlyCollection<CartOp> log, CartMutant mutant = CartMutant.None) =>
        new NaiveCart(new Dictionary<CartId, IReadOnlyCollection<CartOp>> { [cart] = log }, mutant).View(cart).Quantities;

    /// <summary>The quantities above zero, and the lines whose sets contradict each other.</summary>
    public (Dictionary<LineKey, int> Quantities, HashSet<LineKey> Conflicts) View(CartId cart)
    {
        var origins = new List<CartId> { cart };
        var live = Gather(cart, long.MaxValue, [], [], origins).ToList();
        var result = new Dictionary<LineKey, int>();
        var conflicts = new HashSet<LineKey>();
        foreach (var line in live.SelectMany(LinesOf).Distinct())
        {
            var (quantity, conflict) = Measure(line, live, origins);
            if (quantity > 0)
            {
                result[line] = quantity;
            }

            if (conflict)
            {
                conflicts.Add(line);
            }
        }

        return (result, conflicts);
    }

    private static IEnumerable<LineKey> LinesOf(Atom atom) =>
        atom.Op.Link is { } link ? link.Outcomes.Select(one => one.Key) : atom.Op.Kind is CartOpKind.Clear or CartOpKind.Retract ? [] : [atom.Op.Line];

    private (int, bool) Measure(LineKey line, List<Atom> live, List<CartId> origins)
    {
        bool Dead(Atom one) => live.Exists(other => Retires(other, line, one));
        var adds = live.Where(one => one.Op.Kind == CartOpKind.Add && one.Op.Line == line && !Dead(one)).OrderBy(one => one.Path, Paths).ToList();
        var sets = live.Where(one => ((one.Op.Kind == CartOpKind.Set && one.Op.Line == line && one.Op.Quantity > 0) || Chosen(one, line) > 0) && !Dead(one)).OrderBy(one => one.Path, Paths).ToList();
        var left = adds.Concat(sets).ToDictionary(one => one, one => one.Op.Link is null ? one.Op.Quantity : Chosen(one, line));
        foreach (var taking in live.Where(one => one.Op.Kind == CartOpKind.Decrement && one.Op.Line == line).OrderBy(one => one.Path, Paths))
        {
            var need = taking.Op.Quantity;
            foreach (var add in mutant == CartMutant.DecrementTakesOldestFirst ? adds : adds.AsEnumerable().Reverse())
            {
                var taken = taking.Sees(add) || mutant == CartMutant.DecrementEatsUnseenAdds ? int.Min(need, left[add]) : 0;
                left[add] -= taken;
                need -= taken;
            }

            foreach (var origin in origins)
            {
                var seen = sets.Where(set => set.Origin == origin && taking.Sees(set)).ToList();
                var taken = int.Min(need, seen.Select(set => left[set]).DefaultIfEmpty().Max());
                seen.ForEach(set => left[set] = int.Max(0, left[set] - taken));
                need -= taken;
            }
        }

        var quantity = adds.Sum(add => left[add]);
        var conflict = false;
        foreach (var values in sets.GroupBy(set => set.Origin))
        {
            var standing = rule == ConcurrentSets.Larger ? values.Max(set => left[set]) : left[values.OrderBy(set => set.Op.At).ThenBy(set => set.Path, Paths).Last()];
            quantity += mutant == CartMutant.SetsAreSummed ? values.Sum(set => left[set]) : standing;
            conflict |= values.Select(set => left[set]).Distinct().Count() > 1;
        }

        return (quantity, conflict);
    }

    private static int Chosen(Atom one, LineKey line) => one.Op.Link?.Outcomes.FirstOrDefault(outcome => outcome.Key == line)?.Quantity ?? 0;

    private bool Retires(Atom by, LineKey line, Atom one)
    {
        if (by.Op.Link is { } link)
        {
            return link.Outcomes.FirstOrDefault(outcome => outcome.Key == line) is { } outcome
                && (by.Brought(one) || (outcome.Quantity != LineOutcome.Dropped && by.Sees(one)));
        }

        return by.Op.Kind switch
        {
            CartOpKind.Remove when mutant == CartMutant.RemoveRetiresUnseen => by.Op.Line == line,
            CartOpKind.Set when mutant == CartMutant.SetDoesNotRetire => false,
            CartOpKind.Remove or CartOpKind.Set => by.Op.Line == line && by.Sees(one),
            CartOpKind.Clear => by.Sees(one),
            _ => false,
        };
    }

    /// <summary>The operations that count: of the cart, and of what is linked into it, up to where it was linked.</summary>
    private IEnumerable<Atom> Gather(CartId cart, long upTo, long[] path, string[] actors, List<CartId> origins)
    {
        var ops = logs[cart].Where(op => op.Version <= upTo).ToDictionary(op => op.Id);
        var fates = new Dictionary<string, bool>();
        bool Counts(string id) => mutant == CartMutant.UndoIsIgnored
            || (fates.TryGetValue(id, out var known) ? known : fates[id] = !ops.Values.Any(op => op.Kind == CartOpKind.Retract && op.Target == id && Counts(op.Id)));
        foreach (var op in ops.Values.OrderBy(op => op.Version))
        {
            if (op.Kind == CartOpKind.Retract || !Counts(op.Id) || (op.Via is { } via && !Counts(via)))
            {
                continue;
            }

            var atom = new Atom([.. path, op.Version], [.. actors, op.Actor], op, cart);
            yield return atom;
            if (op.Link is { } link)
            {
                origins.Add(link.Source);
                foreach (var inner in Gather(link.Source, link.SourceVersion, atom.Path, atom.Actors, origins))
                {
                    yield return inner;
                }
            }
        }
    }

    private static readonly Comparer<long[]> Paths = Comparer<long[]>.Create((one, other) =>
    {
        for (var i = 0; i < int.Min(one.Length, other.Length); i++)
        {
            if (one[i] != other[i])
            {
                return one[i].CompareTo(other[i]);
            }
        }

        return one.Length.CompareTo(other.Length);
    });

    /// <summary>An operation, and the links that lead to it: the versions at which each log holds it.</summary>
    private sealed record Atom(long[] Path, string[] Actors, CartOp Op, CartId Origin)
    {
        public bool Brought(Atom other) => other.Path.Length > Path.Length && other.Path.AsSpan(0, Path.Length).SequenceEqual(Path);

        public bool Sees(Atom other)
        {
            var depth = Path.Length - 1;
            if (other.Path.Length <= depth || !other.Path.AsSpan(0, depth).SequenceEqual(Path.AsSpan(0, depth)))
            {
                return false;
            }

            var version = other.Path[depth];
            return version <= Op.BasedOn
                || (Op.Also is null ? other.Actors[depth] == Op.Actor && version < Op.Version : Array.BinarySearch(Op.Also, version) >= 0);
        }
    }
}
