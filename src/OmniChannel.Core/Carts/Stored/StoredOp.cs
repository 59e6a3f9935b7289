namespace OmniChannel;

/// <summary>How an operation is stored, as the body of an event: the line and the actor by their places in the cart, once the cart knows them. What the event says itself (name, version, times) is not repeated.</summary>
internal static class StoredOp
{
    private const int Counted = 1;
    private const int Behind = 2;
    private const int NewItem = 4;
    private const int NewActor = 8;
    private const int HasWhere = 16;
    private const int HasCurrency = 32;
    private const int Flowed = 64;

    /// <param name="op">The operation.</param>
    /// <param name="head">The cart before it.</param>
    public static byte[] Write(CartOp op, CartHead head)
    {
        var line = IndexOf(head, op.Line);
        var actor = IndexOf(head, op.Actor);
        var hasItem = op.Item is not null && line < 0;
        var to = new CartBytes(64);
        to.Number(head.Cart.Number);
        to.Byte((byte)op.Kind);
        to.Byte((byte)((op.ActorSequence > 0 ? Counted : 0) | (op.BasedOn == head.Version ? 0 : Behind) | (hasItem ? NewItem : 0) | (actor < 0 ? NewActor : 0)
            | (op.Where is null ? 0 : HasWhere) | (op.Currency is null ? 0 : HasCurrency) | (op.Via is null ? 0 : Flowed)));
        if (actor < 0)
        {
            to.Text(op.Actor);
        }
        else
        {
            to.Number(actor);
        }

        WriteIf(ref to, op.ActorSequence > 0, op.ActorSequence);
        WriteIf(ref to, op.BasedOn != head.Version, head.Version - op.BasedOn);
        if (op.Where is { } where)
        {
            to.Text(where.Name);
        }

        if (op.Currency is { } currency)
        {
            to.Text(currency.Code);
        }

        if (op.Via is not null)
        {
            to.Text(op.Via);
        }

        WriteContent(ref to, op, hasItem, line);
        return to.Done();
    }

    /// <summary>The number of the cart that an event's body speaks of.</summary>
    public static int NumberOf(ReadOnlySpan<byte> body) => new CartReading(body).Count();

    /// <summary>Reads an operation, and lets the tables know what it brings.</summary>
    public static CartOp Read(ReadOnlySpan<byte> body, StoredTables tables, string id, long version, DateTimeOffset at, DateTimeOffset receivedAt)
    {
        var from = new CartReading(body);
        from.Count();
        var kind = (CartOpKind)from.Byte();
        var flags = from.Byte();
        var actor = (flags & NewActor) != 0 ? tables.AddActor(from.Text() ?? "") : tables.Actor(from.Count());
        var op = new CartOp
        {
            Id = id, Version = version, At = at, ReceivedAt = receivedAt, Kind = kind, Actor = actor,
            ActorSequence = (flags & Counted) != 0 ? from.Signed() : 0,
            BasedOn = tables.Version - ((flags & Behind) != 0 ? from.Signed() : 0),
            Where = (flags & HasWhere) != 0 ? new Channel(from.Text()!) : null,
            Currency = (flags & HasCurrency) != 0 ? new Currency(from.Text()!) : null,
            Via = (flags & Flowed) != 0 ? from.Text() : null,
        };
        tables.Version = version;
        return ReadContent(ref from, op, flags, tables);
    }

    private static void WriteContent(ref CartBytes to, CartOp op, bool hasItem, int line)
    {
        switch (op.Kind)
        {
            case CartOpKind.Add or CartOpKind.Set or CartOpKind.Decrement or CartOpKind.Remove:
                if (hasItem)
                {
                    StoredParts.Write(ref to, op.Item!);
                }
                else
                {
                    to.Number(line);
                }

                to.Number(op.Quantity);
                break;
            case CartOpKind.Retract:
                to.Text(op.Target);
                break;
            case CartOpKind.SetField or CartOpKind.AddCode or CartOpKind.RemoveCode:
                to.Text(op.Name);
                to.Number(op.Quantity);
                break;
            case CartOpKind.Link:
                StoredLink.Write(ref to, op.Link!);
                break;
            case CartOpKind.Step:
                var step = op.Step!;
                to.Byte((byte)step.Stage);
                StoredParts.Write(ref to, step.Into);
                to.Text(step.Order);
                to.Number(step.Successor);
                StoredParts.Write(ref to, step.Until);
                break;
        }
    }

    private static CartOp ReadContent(ref CartReading from, CartOp op, int flags, StoredTables tables)
    {
        switch (op.Kind)
        {
            case CartOpKind.Add or CartOpKind.Set or CartOpKind.Decrement or CartOpKind.Remove:
                var (key, item) = (flags & NewItem) != 0 ? tables.Meet(StoredParts.ReadItem(ref from), op.Kind) : tables.Line(from.Count());
                return op with { Line = key, Item = item, Quantity = from.Count() };
            case CartOpKind.Retract:
                return op with { Target = from.Text() };
            case CartOpKind.SetField or CartOpKind.AddCode or CartOpKind.RemoveCode:
                return op with { Name = from.Text(), Quantity = from.Count() };
            case CartOpKind.Link:
                var link = StoredLink.Read(ref from, tables.Tenant);
                tables.Add(link);
                return op with { Link = link };
            case CartOpKind.Step:
                return op with { Step = new CartStep { Stage = (CartStage)from.Byte(), Into = StoredParts.ReadCart(ref from), Order = from.Text(), Successor = from.Count(), Until = StoredParts.ReadTime(ref from) } };
            default:
                return op;
        }
    }

    private static void WriteIf(ref CartBytes to, bool any, long number)
    {
        if (any)
        {
            to.Signed(number);
        }
    }

    private static int IndexOf(CartHead head, LineKey key)
    {
        var lines = head.Lines;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }

    private static int IndexOf(CartHead head, string actor)
    {
        var actors = head.Actors;
        for (var i = 0; i < actors.Length; i++)
        {
            if (actors[i].Name == actor)
            {
                return i;
            }
        }

        return -1;
    }
}
