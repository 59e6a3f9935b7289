namespace OmniChannel.Tests.Carts;

/// <summary>Numbers read as what three devices do that meet now and then, and what must hold of it: P1 to P9.</summary>
internal sealed class ReplicaHistory(IReadOnlyList<int> numbers, CartMutant? mutant)
{
    private static readonly string[] Lines = ["A", "B"];
    private int at;

    /// <summary>Runs the history and checks it; throws what does not hold.</summary>
    public void Check()
    {
        var world = Replica.New("a");
        Replica[] all = [world, world.Beside("b"), world.Beside("c")];
        while (at < numbers.Count - 4)
        {
            Step(all);
        }

        var one = all[Next(3)];
        CheckSequential(one);
        CheckConvergence(all);
        CheckAddsAndRemovals([.. all.SelectMany(replica => replica.Ops.Values).DistinctBy(op => op.Id)]);
    }

    private int Next(int below) => at < numbers.Count ? numbers[at++] % below : 0;

    private Dictionary<LineKey, int> View(IEnumerable<CartOp> ops) => Replica.View(ops, mutant);

    private void Step(Replica[] all)
    {
        var one = all[Next(3)];
        var line = Lines[Next(2)];
        var held = View(one.Ops.Values).ContainsKey(Replica.Key(line));
        switch (Next(20))
        {
            case < 6:
                one.Do(CartOpKind.Add, line, 1 + Next(4));
                break;
            case < 9 when held:
                one.Do(CartOpKind.Decrement, line, 1 + Next(3));
                break;
            case 9 or 10 when held:
                one.Do(CartOpKind.Remove, line);
                break;
            case 11 or 12:
                one.Do(CartOpKind.Set, line, Next(6));
                break;
            case 13 when Next(2) == 0:
                one.Do(CartOpKind.Clear);
                break;
            case 14 when one.Ops.Count > 0:
                one.Do(CartOpKind.Retract, target: one.Ops.Values.OrderBy(op => op.Version).ElementAt(Next(one.Ops.Count)).Id);
                break;
            case > 14:
                one.Merge(all[Next(3)]);
                break;
        }
    }

    /// <summary>P6, P7, P9: for whoever has seen everything, a cart is a plain map; undoing restores it, and undoing that too.</summary>
    private void CheckSequential(Replica one)
    {
        var before = View(one.Ops.Values);
        Assert.All(before.Values, quantity => Assert.True(quantity > 0));
        var line = Lines[Next(2)];
        var had = before.GetValueOrDefault(Replica.Key(line));
        var n = 1 + Next(5);
        foreach (var (kind, quantity, expected) in ((CartOpKind, int, int)[])[(CartOpKind.Add, n, had + n), (CartOpKind.Set, n, n), (CartOpKind.Set, 0, 0), (CartOpKind.Decrement, n, int.Max(0, had - n)), (CartOpKind.Remove, 0, 0), (CartOpKind.Clear, 0, 0)])
        {
            var fork = one.Fork(one.Name);
            var id = fork.Do(kind, kind == CartOpKind.Clear ? null : line, quantity);
            var after = View(fork.Ops.Values);
            Assert.Equal(expected, after.GetValueOrDefault(Replica.Key(line)));
            if (kind != CartOpKind.Clear)
            {
                var other = Replica.Key(Lines[1 - Array.IndexOf(Lines, line)]);
                Assert.Equal(before.GetValueOrDefault(other), after.GetValueOrDefault(other));
            }

            var undo = fork.Do(CartOpKind.Retract, target: id);
            Assert.Equal(before, View(fork.Ops.Values));
            fork.Do(CartOpKind.Retract, target: undo);
            Assert.Equal(after, View(fork.Ops.Values));
        }
    }

    /// <summary>P1 to P3: any order, any duplicates, a part and then the rest: the same cart.</summary>
    private void CheckConvergence(Replica[] all)
    {
        var ops = all.SelectMany(replica => replica.Ops.Values).ToList();
        var full = View(ops.DistinctBy(op => op.Id));
        if (mutant is null)
        {
            Assert.Equal(NaiveCart.View(Replica.Cart, [.. ops.DistinctBy(op => op.Id)]), full);
            Assert.Equal(full, View(ops.AsEnumerable().Reverse().Concat(ops.Take(3))));
            Assert.Equal(full, View(ops.OrderBy(op => (op.Version * 2654435761) % 1009)));
        }
    }

    /// <summary>P4 and P5: an add that no remover had seen counts in full; what every remover had seen never comes back.</summary>
    private void CheckAddsAndRemovals(List<CartOp> ops)
    {
        var undone = CartLog.Undone([.. ops.OrderBy(op => op.Version)]) ?? [];
        var live = ops.Where(op => op.Kind != CartOpKind.Retract && !undone.Contains(op.Id)).ToList();
        var full = View(ops);
        foreach (var line in Lines.Select(Replica.Key))
        {
            var removers = live.Where(op => (op.Line == line && op.Kind is CartOpKind.Remove or CartOpKind.Set or CartOpKind.Decrement) || op.Kind == CartOpKind.Clear).Where(op => op.Kind == CartOpKind.Clear || op.Line == line).ToList();
            bool Seen(CartOp op, IEnumerable<CartOp> by) => by.Any(remover => Array.BinarySearch(remover.Also!, op.Version) >= 0);
            var brought = live.Where(op => op.Line == line && (op.Kind == CartOpKind.Add || op is { Kind: CartOpKind.Set, Quantity: > 0 })).ToList();
            var free = brought.Where(op => op.Kind == CartOpKind.Add && !Seen(op, removers)).Sum(op => op.Quantity);
            Assert.True(full.GetValueOrDefault(line) >= free, "an add was lost");
            var hard = removers.Where(op => op.Kind != CartOpKind.Decrement).ToList();
            if (brought.TrueForAll(op => Seen(op, hard)))
            {
                Assert.Equal(0, full.GetValueOrDefault(line));
            }
        }
    }
}
