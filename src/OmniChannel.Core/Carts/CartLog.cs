namespace OmniChannel;

/// <summary>From a cart's operations to its head.</summary>
internal static class CartLog
{
    /// <summary>Folds operations into a head. They may come in any order and more than once; the head is a function of the set.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="cart">Which cart.</param>
    /// <param name="log">Its operations.</param>
    /// <param name="rule">How concurrent sets are settled when a baseline is made.</param>
    /// <param name="reach">The version that the next operation goes by: nothing beyond it is folded.</param>
    public static CartHead Fold(TenantId tenant, CartId cart, IEnumerable<CartOp> log, ConcurrentSets rule = ConcurrentSets.Larger, long reach = long.MaxValue)
    {
        var ops = InOrder(log);
        var undone = Undone(ops);
        var apart = CartFolding.TakenBack(ops, reach);
        var head = CartHead.Empty(tenant, cart);
        foreach (var op in ops)
        {
            if ((undone is not null && (op.Kind == CartOpKind.Retract || undone.Contains(op.Id))) || apart?.Contains(op.Version) == true)
            {
                head.Skip(op);
            }
            else
            {
                head.Apply(op, rule, copies: false);
            }
        }

        return head;
    }

    /// <summary>The operations that do not count because they are undone, and that undoing is not; null when nothing was ever undone.</summary>
    public static HashSet<string>? Undone(IReadOnlyList<CartOp> ops)
    {
        Dictionary<string, List<string>>? undoing = null;
        foreach (var op in ops)
        {
            if (op.Kind == CartOpKind.Retract)
            {
                undoing ??= new(StringComparer.Ordinal);
                (undoing.TryGetValue(op.Target!, out var by) ? by : undoing[op.Target!] = []).Add(op.Id);
            }
        }

        if (undoing is null)
        {
            return null;
        }

        // An undoing is later than what it undoes, so from the end each one's own fate is known when it is met.
        var undone = new HashSet<string>(StringComparer.Ordinal);
        for (var i = ops.Count - 1; i >= 0; i--)
        {
            if (undoing.TryGetValue(ops[i].Id, out var by) && by.Exists(one => !undone.Contains(one)))
            {
                undone.Add(ops[i].Id);
            }
        }

        return undone;
    }

    private static List<CartOp> InOrder(IEnumerable<CartOp> log)
    {
        var ops = new List<CartOp>(log);
        var sorted = true;
        for (var i = 1; i < ops.Count && sorted; i++)
        {
            sorted = ops[i - 1].Version < ops[i].Version;
        }

        if (!sorted)
        {
            ops.Sort((one, other) => one.Version.CompareTo(other.Version));
            var kept = 0;
            for (var i = 0; i < ops.Count; i++)
            {
                if (i == 0 || ops[i].Version != ops[i - 1].Version)
                {
                    ops[kept++] = ops[i];
                }
            }

            ops.RemoveRange(kept, ops.Count - kept);
        }

        return ops;
    }
}
