namespace OmniChannel.Tests.Carts;

/// <summary>Numbers read as what happens to two customers' carts and a visitor's on one server: devices that lag behind however much is folded meanwhile, links, undone links, undoings, folds. After each step the heads are the folds, and both are the specification.</summary>
internal sealed class ServerHistory(IReadOnlyList<int> numbers)
{
    private static readonly string[] Lines = ["A", "B", "C"];
    private readonly Logged known = new("known");
    private readonly Logged guest = new("guest");
    private readonly Dictionary<string, long> seen = new() { ["phone"] = 0, ["laptop"] = 0, ["till"] = 0 };
    private readonly List<(CartOp Op, string Device)> flowed = [];
    private int at;
    private CartOp? link;

    public void Run()
    {
        while (at < numbers.Count - 3)
        {
            Step();
            CheckSpecification();
        }

        CheckUnits();
    }

    private int Next(int below) => at < numbers.Count ? numbers[at++] % below : 0;

    private void Step()
    {
        switch (Next(16))
        {
            case 0 when link is null && guest.Version > 0:
                link = known.Link(guest, (CartMergePolicy)Next(8), basedOn: known.Version - Next(2) is >= 0 and var basedOn ? basedOn : 0);
                break;
            case 1 when link is not null:
                Unlink();
                break;
            case 2 when link is not null:
                var add = guestCommand(CartOpKind.Add);
                flowed.Add((known.Do(add, via: link.Id)!, "tab"));
                break;
            case 3 or 4 when link is null:
                guest.Do(guestCommand((CartOpKind)(1 + Next(4))));
                break;
            case 5:
                // Whatever the devices had seen: who goes by less has it unfolded.
                known.Fold(Next(2) == 0 ? long.Min(seen.Values.Min(), known.Version) : known.Version - Next(int.Max(1, (int)known.Version)));
                break;
            case 6 when known.Log.Count > 0:
                known.Do(CartCommand.Undo(known.Log[Next(known.Log.Count)].Id) with { MayUndoOthers = true });
                break;
            case 7 or 8 or 9:
                seen[seen.Keys.ElementAt(Next(3))] = known.Version;
                break;
            default:
                var device = seen.Keys.ElementAt(Next(3));
                known.Do(Command((CartOpKind)(1 + Next(5))) with { Actor = device, BasedOn = seen[device] });
                break;
        }

        CartCommand guestCommand(CartOpKind kind) => Command(kind) with { Actor = "tab" };
    }

    private CartCommand Command(CartOpKind kind)
    {
        var item = Replica.Item(Lines[Next(3)]);
        return kind switch
        {
            CartOpKind.Add => CartCommand.Add(item, 1 + Next(4)),
            CartOpKind.Set => CartCommand.Set(item, Next(6)),
            CartOpKind.Decrement => CartCommand.Decrement(item, 1 + Next(3)),
            CartOpKind.Remove => CartCommand.Remove(item),
            _ => CartCommand.Clear(),
        };
    }

    /// <summary>What came through the guest's cart since goes back to it.</summary>
    private void Unlink()
    {
        known.Undo(link!.Id);
        var undone = CartLog.Undone(known.Log) ?? [];
        foreach (var (op, device) in flowed.Where(one => !undone.Contains(one.Op.Id)))
        {
            guest.Do(CartCommand.Add(op.Item!, op.Quantity) with { Actor = device });
        }

        flowed.Clear();
        link = null;
    }

    private void CheckSpecification()
    {
        var naive = new NaiveCart(new Dictionary<CartId, IReadOnlyCollection<CartOp>> { [known.Cart] = known.Log, [guest.Cart] = guest.Log });
        foreach (var cart in (Logged[])[known, guest])
        {
            var (quantities, conflicts) = naive.View(cart.Cart);
            Assert.Equal(quantities, cart.Quantities);
            Assert.Equal(conflicts, [.. cart.Head.Lines.ToArray().Where(line => LineMeasure.Of(line, ConcurrentSets.Larger).Conflict).Select(line => line.Key)]);
        }
    }

    /// <summary>P19: the units of each line add up to its quantity, and each names an operation that brought some.</summary>
    private void CheckUnits()
    {
        var units = CartAudit.Units(known.Head, known.Log, ConcurrentSets.Larger);
        Assert.Equal(known.Quantities, units.GroupBy(unit => unit.Line).ToDictionary(line => line.Key, line => line.Sum(unit => unit.Quantity)));
        foreach (var unit in units.Where(unit => unit.Version > known.Head.FoldedTo || unit.Cart != known.Cart))
        {
            var log = unit.Cart == known.Cart ? known.Log : guest.Log;
            var op = Assert.Single(log, op => op.Version == unit.Version);
            Assert.True(op.Kind is CartOpKind.Add or CartOpKind.Set or CartOpKind.Link, $"{op.Kind} brings no units");
        }
    }
}
