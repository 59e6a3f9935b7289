namespace OmniChannel.Tests.Carts;

/// <summary>A device or server that holds a set of operations and exchanges it with others, without any server between them: contexts are whatever it has seen.</summary>
internal sealed class Replica
{
    public static readonly CartId Cart = new(new CustomerId("anna"));
    private static readonly Dictionary<string, CartItem> Items = [];
    private static readonly Lock Gate = new();
    private readonly int number;
    private readonly Dictionary<string, int> numbers;

    private Replica(string name, Dictionary<string, int> numbers, IEnumerable<CartOp> ops)
    {
        Name = name;
        this.numbers = numbers;
        number = numbers.TryGetValue(name, out var known) ? known : numbers[name] = numbers.Count;
        Ops = ops.ToDictionary(op => op.Id);
    }

    public static Replica New(string name) => new(name, [], []);

    public string Name { get; }

    public Dictionary<string, CartOp> Ops { get; }

    public Replica Fork(string name) => new(name, numbers, Ops.Values);

    /// <summary>Another replica of the same world that has seen nothing.</summary>
    public Replica Beside(string name) => new(name, numbers, []);

    public void Merge(Replica other)
    {
        foreach (var op in other.Ops.Values)
        {
            Ops[op.Id] = op;
        }
    }

    public string Do(CartOpKind kind, string? line = null, int quantity = 0, string? target = null, Replica? seeing = null)
    {
        var seen = (seeing ?? this).Ops.Values.Select(op => op.Version).Order().ToArray();
        var lamport = 1 + (Ops.Values.Select(op => op.Version).Concat(seen).DefaultIfEmpty().Max() / 1024);
        var version = (lamport * 1024) + number;
        var op = new CartOp
        {
            Id = $"{version}", Version = version, Actor = Name, BasedOn = 0, Also = seen, Kind = kind, Quantity = quantity, Target = target,
            Line = line is null ? default : Key(line), Item = line is null ? null : Item(line),
        };
        Ops.Add(op.Id, op);
        return op.Id;
    }

    public static CartItem Item(string variant)
    {
        lock (Gate)
        {
            return Items.TryGetValue(variant, out var known) ? known : Items[variant] = new CartItem { Variant = variant };
        }
    }

    public static LineKey Key(string variant) => LineKey.Of(TenantId.Default, Item(variant));

    /// <summary>The view of these operations by the shipped fold, or by a defect of the specification.</summary>
    public static Dictionary<LineKey, int> View(IEnumerable<CartOp> ops, CartMutant? mutant)
    {
        if (mutant is { } defect)
        {
            return NaiveCart.View(Cart, [.. ops], defect);
        }

        var head = CartLog.Fold(TenantId.Default, Cart, ops);
        var view = new Dictionary<LineKey, int>();
        foreach (var line in head.Lines)
        {
            if (LineMeasure.Of(line, ConcurrentSets.Larger).Quantity is > 0 and var quantity)
            {
                view[line.Key] = quantity;
            }
        }

        return view;
    }
}
