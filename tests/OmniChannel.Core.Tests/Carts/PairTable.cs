namespace OmniChannel.Tests.Carts;

/// <summary>P8: two devices start from five units of one line, neither sees the other, then both are joined. The table of cart.md 2.2, whatever the five came from.</summary>
internal static class PairTable
{
    private static readonly (string Name, CartOpKind Kind, int Quantity)[] Ops =
    [
        ("add 2", CartOpKind.Add, 2), ("set 7", CartOpKind.Set, 7), ("set 3", CartOpKind.Set, 3), ("set 0", CartOpKind.Set, 0),
        ("dec 1", CartOpKind.Decrement, 1), ("dec 4", CartOpKind.Decrement, 4), ("remove", CartOpKind.Remove, 0), ("clear", CartOpKind.Clear, 0),
    ];

    private static readonly int[][] Expected =
    [
        [9, 9, 5, 2, 6, 3, 2, 2],
        [9, 7, 7, 7, 7, 7, 7, 7],
        [5, 7, 3, 3, 3, 3, 3, 3],
        [2, 7, 3, 0, 0, 0, 0, 0],
        [6, 7, 3, 0, 3, 0, 0, 0],
        [3, 7, 3, 0, 0, 0, 0, 0],
        [2, 7, 3, 0, 0, 0, 0, 0],
        [2, 7, 3, 0, 0, 0, 0, 0],
    ];

    public static void Check(CartMutant? mutant)
    {
        foreach (var units in (int[][])[[5], [1, 1, 1, 1, 1], [0]])
        {
            for (var row = 0; row < Ops.Length; row++)
            {
                for (var column = 0; column < Ops.Length; column++)
                {
                    var start = Replica.New("s");
                    foreach (var unit in units)
                    {
                        start.Do(unit == 0 ? CartOpKind.Set : CartOpKind.Add, "A", unit == 0 ? 5 : unit);
                    }

                    var (x, y) = (start.Fork("x"), start.Fork("y"));
                    x.Do(Ops[row].Kind, Ops[row].Kind == CartOpKind.Clear ? null : "A", Ops[row].Quantity);
                    y.Do(Ops[column].Kind, Ops[column].Kind == CartOpKind.Clear ? null : "A", Ops[column].Quantity);
                    x.Merge(y);
                    var found = Replica.View(x.Ops.Values, mutant).GetValueOrDefault(Replica.Key("A"));
                    Assert.True(found == Expected[row][column], $"{Ops[row].Name} beside {Ops[column].Name} gives {found}, not {Expected[row][column]}");
                    if (mutant is null)
                    {
                        var head = CartLog.Fold(TenantId.Default, Replica.Cart, x.Ops.Values);
                        Assert.Equal((row, column) is (1, 2) or (2, 1), LineMeasure.Of(head.Find(Replica.Key("A"))!, ConcurrentSets.Larger).Conflict);
                    }
                }
            }
        }
    }
}
