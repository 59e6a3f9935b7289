namespace OmniChannel.Tests.Carts;

/// <summary>A cart with its log and its head, moved on one operation at a time; after each, the head is compared with the fold of the log.</summary>
internal sealed class Logged(string customer)
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly StoredTables tables = new(TenantId.Default);

    public CartId Cart { get; } = new(new CustomerId(customer));

    public List<CartOp> Log { get; } = [];

    public CartHead Head { get; private set; } = CartHead.Empty(TenantId.Default, new(new CustomerId(customer)));

    public long Version => Head.Version;

    public Dictionary<LineKey, int> Quantities => QuantitiesOf(Head);

    public static Dictionary<LineKey, int> QuantitiesOf(CartHead head)
    {
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

    public int Of(string variant) => Quantities.GetValueOrDefault(Replica.Key(variant));

    /// <summary>Judges and, if it is taken, applies.</summary>
    public CartOp? Do(CartCommand command, string? via = null)
    {
        var (op, refused) = CartRules.Judge(Head, command, $"{Cart}-{Log.Count + 1}", Log, Noon.AddSeconds(Log.Count));
        var seen = refused?.Reason == CartRefusal.StaleContext ? command.BasedOn : refused?.Reason == CartRefusal.UndoExpired ? Log.Find(one => one.Id == command.Name)!.Version - 1 : null;
        if (seen is { } reach)
        {
            var unfolded = CartLog.Fold(TenantId.Default, Cart, Log, reach: reach);
            Assert.Equal(Quantities, QuantitiesOf(unfolded));
            (op, refused) = CartRules.Judge(unfolded, command, $"{Cart}-{Log.Count + 1}", Log, Noon.AddSeconds(Log.Count));
            Assert.NotEqual(CartRefusal.StaleContext, refused?.Reason);
        }

        if (op is not null)
        {
            Append(op with { Via = via, Version = Version + 1 });
        }

        return op;
    }

    public CartResult.Refused Refused(CartCommand command)
    {
        return CartRules.Judge(Head, command, "refused", Log, Noon).Refused ?? throw new InvalidOperationException("It was taken.");
    }

    public CartOp Add(string variant, int quantity, string? actor = null, long? basedOn = null) =>
        Do(CartCommand.Add(Replica.Item(variant), quantity) with { Actor = actor, BasedOn = basedOn })!;

    /// <summary>Links another cart in as it stands; null when it is linked already.</summary>
    public CartOp? Link(Logged source, CartMergePolicy policy, long? basedOn = null)
    {
        if (Head.Has(source.Cart) || source.Cart == Cart)
        {
            return null;
        }

        var op = new CartOp
        {
            Id = $"{Cart}-{Log.Count + 1}", Version = Version + 1, BasedOn = basedOn ?? Version, Kind = CartOpKind.Link,
            Link = LinkPlan.Of(Head, source.Head, policy, ConcurrentSets.Larger), At = Noon, ReceivedAt = Noon,
        };
        Append(op);
        return op;
    }

    public CartOp Undo(string id)
    {
        var op = new CartOp { Id = $"{Cart}-{Log.Count + 1}", Version = Version + 1, BasedOn = Version, Kind = CartOpKind.Retract, Target = id, At = Noon, ReceivedAt = Noon };
        Append(op);
        return op;
    }

    public void Fold(long stable) => Append(new CartOp { Id = $"{Cart}-{Log.Count + 1}", Version = Version + 1, BasedOn = stable, Kind = CartOpKind.Fold, At = Noon, ReceivedAt = Noon });

    public void Append(CartOp op)
    {
        var body = StoredOp.Write(op, Head);
        var read = StoredOp.Read(body, tables, op.Id, op.Version, op.At, op.ReceivedAt);
        Assert.Equal(Text(op), Text(read));
        Log.Add(op);
        var fold = CartLog.Fold(TenantId.Default, Cart, Log);
        Head = Head.With(op) ?? fold;
        Assert.Equal(Text(fold), Text(Head));
        Assert.Equal(Text(Head), Text(StoredHead.Read(StoredHead.Write(Head, CartQuotes.None), TenantId.Default, Cart).Head));
    }

    private static string Text(CartOp op) =>
        $"{op with { Link = null, Item = null }} {op.Item} {(op.Link is { } link ? $"{link with { Lines = [], Outcomes = [], Codes = [], Members = [] }} {string.Join(',', link.Lines.SelectMany(line => line.Pieces))} {string.Join(',', link.Outcomes)} {string.Join(',', link.Codes)} {string.Join(',', link.Members)}" : "")}";

    /// <summary>Everything that a head holds.</summary>
    public static string Text(CartHead head) => string.Join('\n',
    [
        $"{head.Version} {head.FoldedTo} {head.Since} {head.Life} {head.Currency} {head.UpdatedAt:O}",
        $"actors {string.Join(',', head.Actors.ToArray())} origins {string.Join(',', head.Origins.ToArray())} codes {string.Join(',', head.Codes.ToArray())} fields {string.Join(',', head.Fields.ToArray())}",
        $"links {string.Join(',', head.Links.ToArray().Select(link => $"{link.Id} {link.Version} {link.Source} {string.Join('+', link.Members)}"))}",
        .. head.Lines.ToArray().Select(line => $"{line.Key} {line.Item} adds {string.Join(',', line.Adds.ToArray())} sets {string.Join(',', line.Sets.ToArray())} takings {string.Join(',', line.Takings.ToArray())}"),
    ]);
}
