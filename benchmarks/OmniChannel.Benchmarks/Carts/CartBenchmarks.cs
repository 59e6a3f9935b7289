using BenchmarkDotNet.Attributes;

namespace OmniChannel.Benchmarks;

/// <summary>A command on a cart in memory, and the fold of 200 operations, each against the least that a hand-written map of quantities does, which forgets who saw what.</summary>
public class CartBenchmarks
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 16, 10, 0, 0, TimeSpan.Zero);
    private static readonly CartId Cart = new(new CustomerId("anna"));
    private static readonly CartItem[] Items = [.. Enumerable.Range(0, 20).Select(i => new CartItem { Variant = $"sku-{1000 + i}" })];
    private byte[] _row = [];
    private readonly List<CartOp> _log = [];
    private CartHead _head = CartHead.Empty(TenantId.Default, Cart);
    private CartCommand _command = CartCommand.Clear();
    private Dictionary<CartItem, int> _byHand = [];

    /// <summary>A cart of 20 lines, and a log of 200 operations of three devices on 20 lines.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        for (var line = 0; line < 20; line++)
        {
            _head = Next(_head, CartCommand.Add(Item(line), 2));
            _byHand[Item(line)] = 2;
        }

        _command = CartCommand.Add(Item(13));
        _row = StoredHead.Write(_head, CartQuotes.None);
        var head = CartHead.Empty(TenantId.Default, Cart);
        for (var i = 0; i < 200; i++)
        {
            var command = (i % 10) switch
            {
                < 6 => CartCommand.Add(Item(i * 7 % 20), 1 + (i % 3)),
                6 or 7 => CartCommand.Decrement(Item(i * 3 % 20)),
                8 => CartCommand.Set(Item(i * 11 % 20), 3),
                _ => CartCommand.Remove(Item(i % 20)),
            };
            head = Next(head, command with { Actor = $"device-{i % 3}", BasedOn = long.Max(0, head.Version - (i % 5)) }, _log);
        }
    }

    /// <summary>A copy of the map with one quantity raised.</summary>
    [Benchmark(Baseline = true, Description = "a quantity raised in a copy of a map of 20, by hand")]
    public int ByHand()
    {
        var next = new Dictionary<CartItem, int>(_byHand);
        next[_command.Item!] += _command.Quantity;
        return next.Count;
    }

    /// <summary>Judged and applied.</summary>
    [Benchmark(Description = "cart command, 20 lines, in memory")]
    public long Command() => Next(_head, _command).Version;

    /// <summary>From the operations to the quantities.</summary>
    [Benchmark(Description = "view of a cart with 200 unfolded operations")]
    public int View()
    {
        var sum = 0;
        foreach (var line in CartLog.Fold(TenantId.Default, Cart, _log).Lines)
        {
            sum += LineMeasure.Of(line, ConcurrentSets.Larger).Quantity;
        }

        return sum;
    }

    /// <summary>The same operations on a map, with no contexts.</summary>
    [Benchmark(Description = "200 operations on a map, by hand")]
    public int ViewByHand()
    {
        var quantities = new Dictionary<LineKey, int>();
        foreach (var op in _log)
        {
            var had = quantities.GetValueOrDefault(op.Line);
            quantities[op.Line] = op.Kind switch
            {
                CartOpKind.Add => had + op.Quantity,
                CartOpKind.Set => op.Quantity,
                CartOpKind.Decrement => int.Max(0, had - op.Quantity),
                _ => 0,
            };
        }

        return quantities.Values.Sum();
    }

    /// <summary>As a store does around a command.</summary>
    [Benchmark(Description = "a cart of 20 lines read from its row and written to it")]
    public int Stored() => StoredHead.Write(StoredHead.Read(_row, TenantId.Default, Cart).Head, CartQuotes.None).Length;

    private static CartItem Item(int line) => Items[line];

    private static CartHead Next(CartHead head, CartCommand command, List<CartOp>? log = null)
    {
        var (op, refused) = CartRules.Judge(head, command, "op", null, Noon);
        if (op is null)
        {
            throw new InvalidOperationException($"{refused}");
        }

        log?.Add(op);
        return head.With(op)!;
    }
}
