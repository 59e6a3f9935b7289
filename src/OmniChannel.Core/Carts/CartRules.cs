namespace OmniChannel;

/// <summary>Decides whether a command is taken, and makes the operation of it. Pure. Commands on carts that are merged, claimed or ordered have been led elsewhere before.</summary>
internal static class CartRules
{
    /// <summary>The operation, at a version still to be given, or why there is none.</summary>
    /// <param name="head">The cart.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="id">The operation's name.</param>
    /// <param name="log">For an undo the operations that the log holds; null for everything else.</param>
    /// <param name="now">The server's clock.</param>
    public static (CartOp? Op, CartResult.Refused? Refused) Judge(CartHead head, CartCommand command, string id, IReadOnlyList<CartOp>? log, DateTimeOffset now)
    {
        if (Stage(head.Life, head, command) is { } ended)
        {
            return (null, ended);
        }

        if (Context(head, command) is { } outOfPlace)
        {
            return (null, outOfPlace);
        }

        if ((Content(command) ?? (command.Kind == CartOpKind.Retract ? Undo(head, command, log ?? []) : null)) is { } reason)
        {
            return (null, CartResult.Refuse(reason));
        }

        return Make(head, command, id, now);
    }

    /// <summary>What a cart's stage says to a command; null when it is taken here.</summary>
    public static CartResult.Refused? Stage(CartLife life, CartHead head, CartCommand command) => life.Stage switch
    {
        CartStage.Purged => CartResult.Refuse(CartRefusal.Gone),
        CartStage.Merged => new() { Reason = CartRefusal.CartMerged, Into = life.Into, Version = head.Version },
        CartStage.Claimed => new() { Reason = CartRefusal.CartClaimed, Into = new CartId(head.Cart.Customer, life.Successor), Until = life.Until },
        CartStage.Ordered => new() { Reason = CartRefusal.CartOrdered, Into = new CartId(head.Cart.Customer, life.Successor), Order = life.Order },
        _ when command.ExpectedVersion is { } expected && expected != head.Version => CartResult.Refuse(CartRefusal.VersionConflict, head.Version),
        _ => null,
    };

    private static CartResult.Refused? Context(CartHead head, CartCommand command)
    {
        if (command.BasedOn is { } basedOn)
        {
            if (basedOn > head.Version || basedOn < 0)
            {
                return CartResult.Refuse(CartRefusal.FutureContext, head.Version);
            }

            if (basedOn < head.FoldedTo && command.Kind is not (CartOpKind.Add or CartOpKind.AddCode or CartOpKind.Retract))
            {
                return CartResult.Refuse(CartRefusal.StaleContext, head.FoldedTo);
            }
        }

        if (command.ActorSequence is not { } sequence)
        {
            return null;
        }

        var counted = head.FindActor(command.Actor ?? "")?.Sequence ?? 0;
        return sequence > counted + 1 ? new() { Reason = CartRefusal.MissingOps, From = counted + 1 }
            : sequence <= counted ? CartResult.Refuse(CartRefusal.OpReused)
            : null;
    }

    private static CartRefusal? Content(CartCommand command)
    {
        if (!IsName(command.Actor ?? "x") || !IsName(command.OpId ?? "x"))
        {
            return CartRefusal.InvalidName;
        }

        return command.Kind switch
        {
            CartOpKind.Add or CartOpKind.Decrement when command.Quantity is < 1 or > CartLimits.MaxQuantity => CartRefusal.InvalidQuantity,
            CartOpKind.Set when command.Quantity is < 0 or > CartLimits.MaxQuantity => CartRefusal.InvalidQuantity,
            CartOpKind.AddCode or CartOpKind.RemoveCode or CartOpKind.SetField when !IsName(command.Name) => CartRefusal.InvalidName,
            CartOpKind.SetField when command.Value is { } value && (value.Length > CartLimits.MaxValue || Text.HasLoneSurrogate(value)) => CartRefusal.InvalidName,
            _ when command.Price is { Currency.Code: null } or { Minor: < 0 } => CartRefusal.CurrencyMismatch,
            _ => null,
        };
    }

    private static CartRefusal? Undo(CartHead head, CartCommand command, IReadOnlyList<CartOp> log) => Find(log, command.Name) switch
    {
        null => CartRefusal.UnknownOp,
        var target when target.Version <= head.FoldedTo || Root(log, target)?.Kind is null or CartOpKind.Step or CartOpKind.Fold or CartOpKind.Link => CartRefusal.UndoExpired,
        var target when target.Actor != (command.Actor ?? "") && !command.MayUndoOthers => CartRefusal.Forbidden,
        _ => null,
    };

    /// <summary>What an undoing, or an undoing of one, is about in the end; null when the log does not go back so far. A link is taken back and made again as a link, never by undoing its undoing: its cart may be linked anew since.</summary>
    private static CartOp? Root(IReadOnlyList<CartOp> log, CartOp? target)
    {
        while (target is { Kind: CartOpKind.Retract })
        {
            target = Find(log, target.Target);
        }

        return target;
    }

    private static CartOp? Find(IReadOnlyList<CartOp> log, string? id)
    {
        foreach (var op in log)
        {
            if (op.Id == id)
            {
                return op;
            }
        }

        return null;
    }

    private static (CartOp? Op, CartResult.Refused? Refused) Make(CartHead head, CartCommand command, string id, DateTimeOffset now)
    {
        // A line that the cart knows needs no check and no hash.
        var known = command.Item is null ? null : Known(head, command.Item);
        var item = known?.Item ?? (command.Item is { } given ? ItemCheck.Canonical(given) : null);
        if (command.Item is not null && item is null)
        {
            return (null, CartResult.Refuse(CartRefusal.InvalidAttributes));
        }

        if (command.Price is { } price && head.Currency is { } counted && price.Currency != counted)
        {
            return (null, CartResult.Refuse(CartRefusal.CurrencyMismatch));
        }

        if (item?.PriceOverride is { } overridden && (head.Currency ?? command.Price?.Currency ?? overridden.Currency) != overridden.Currency)
        {
            return (null, CartResult.Refuse(CartRefusal.CurrencyMismatch));
        }

        var key = known?.Key ?? (item is null ? default : LineKey.Of(head.Tenant, item));
        if (IsFull(head, command, key))
        {
            return (null, CartResult.Refuse(CartRefusal.TooManyLines));
        }

        return (new CartOp
        {
            Id = id,
            Version = head.Version + 1,
            Actor = command.Actor ?? "",
            ActorSequence = command.ActorSequence ?? 0,
            BasedOn = command.BasedOn ?? head.Version,
            Kind = command.Kind,
            Line = key,
            Item = item,
            Quantity = command.Kind == CartOpKind.SetField ? (command.Value is null ? 0 : 1) : command.Quantity,
            Target = command.Kind == CartOpKind.Retract ? command.Name : null,
            Name = command.Kind == CartOpKind.Retract ? null : command.Name,
            At = command.At is { } at && at < now ? at.ToUniversalTime() : now,
            ReceivedAt = now,
            Where = command.Where,
            Currency = head.Currency is null ? command.Price?.Currency ?? item?.PriceOverride?.Currency : null,
        }, null);
    }

    private static LineState? Known(CartHead head, CartItem item)
    {
        foreach (var line in head.Lines)
        {
            if (line.Item == item)
            {
                return line;
            }
        }

        return null;
    }

    private static bool IsFull(CartHead head, CartCommand command, LineKey key)
    {
        if (command.Kind == CartOpKind.AddCode)
        {
            return head.Codes.Length >= CartLimits.MaxCodes;
        }

        if (command.Kind is not (CartOpKind.Add or CartOpKind.Set) || head.Lines.Length < CartLimits.MaxLines || head.Find(key) is { IsBare: false })
        {
            return false;
        }

        var held = 0;
        foreach (var line in head.Lines)
        {
            held += line.IsBare ? 0 : 1;
        }

        return held >= CartLimits.MaxLines;
    }

    private static bool IsName(string? name) => ItemCheck.IsText(name) && name!.Length <= CartLimits.MaxName;
}
