namespace OmniChannel;

/// <content>How a head moves on by an operation.</content>
internal sealed partial class CartHead
{
    /// <summary>The head after the next operation; null when only the log can tell: an operation is undone, or goes by what was folded.</summary>
    public CartHead? With(CartOp op, ConcurrentSets rule = ConcurrentSets.Larger)
    {
        if (op.Kind == CartOpKind.Retract || (op.BasedOn < FoldedTo && CartFolding.Needs(op)))
        {
            return null;
        }

        var next = (CartHead)MemberwiseClone();
        next.Unshare(op.Kind);
        next.Apply(op, rule, copies: true);
        return next;
    }

    /// <summary>Applies an operation in place.</summary>
    /// <param name="op">Later than all that were applied, and effective.</param>
    /// <param name="rule">How concurrent sets are settled when a baseline is made.</param>
    /// <param name="copies">Whether lines are shared with another head.</param>
    internal void Apply(CartOp op, ConcurrentSets rule, bool copies)
    {
        var at = Register(op);
        var actor = ActorOf(op);
        var sight = new Sight(op.BasedOn, actor, op.Version, op.Also);
        switch (op.Kind)
        {
            case CartOpKind.Add when op.Via is null || IsLinked(op.Via):
                Own(at, op.Kind, copies).Add(new CartPiece(op.Version, 0, actor, 0, op.Quantity, 0));
                break;
            case CartOpKind.Set:
                var line = Own(at, op.Kind, copies);
                line.Retire(sight);
                if (op.Quantity > 0)
                {
                    line.Set(new CartPiece(op.Version, 0, actor, 0, op.Quantity, op.At.ToUnixTimeMilliseconds()));
                }

                break;
            case CartOpKind.Decrement when at >= 0:
                Own(at, op.Kind, copies).Take(new Taking(op.Version, actor, op.BasedOn, op.Also, op.Quantity));
                break;
            case CartOpKind.Remove when at >= 0:
                Own(at, op.Kind, copies).Retire(sight);
                break;
            case CartOpKind.Clear:
                for (var i = 0; i < lines.Count; i++)
                {
                    if (!lines[i].IsBare)
                    {
                        Own(i, op.Kind, copies).Retire(sight);
                    }
                }

                break;
            case CartOpKind.Link:
                Join(op, actor, sight, copies);
                break;
            case CartOpKind.SetField:
                Retire(ref fields, op.Name!, sight);
                if (op.Quantity > 0)
                {
                    fields.Add(new Mark(op.Name!, op.Version, actor));
                }

                break;
            case CartOpKind.AddCode:
                codes.Add(new Mark(op.Name!, op.Version, actor));
                break;
            case CartOpKind.RemoveCode:
                Retire(ref codes, op.Name!, sight);
                break;
            case CartOpKind.Fold:
                Fold(op.BasedOn, rule, copies);
                break;
        }

        Seal(op);
    }

    /// <summary>Notes an operation that changes nothing, because it was undone or undoes another.</summary>
    internal void Skip(CartOp op)
    {
        Register(op);
        ActorOf(op);
        Seal(op);
    }

    private void Seal(CartOp op)
    {
        Since = Version == 0 ? op.Version : Since;
        Version = op.Version;
        UpdatedAt = op.ReceivedAt;
        Currency ??= op.Currency ?? op.Link?.Currency;
        if (op.Step is { } step)
        {
            Life = new CartLife(step.Stage, op.Version, step.Into, step.Order, step.Successor, step.Until);
        }
        else if (op.Kind != CartOpKind.Fold && Life.Stage is CartStage.Dormant or CartStage.Archived)
        {
            Life = CartLife.New;
        }
    }

    private void Join(CartOp op, int actor, in Sight sight, bool copies)
    {
        var link = op.Link!;
        foreach (var cart in link.Members.Prepend(link.Source))
        {
            OriginOf(cart);
        }

        foreach (var line in link.Lines)
        {
            if (link.Outcomes.Any(one => one.Key == line.Key))
            {
                continue;
            }

            var own = Own(IndexOf(line.Key), op.Kind, copies);
            var sub = 0;
            foreach (var piece in line.Pieces)
            {
                var joined = new CartPiece(op.Version, ++sub, actor, OriginOf(piece.Origin ?? link.Source), piece.Quantity, piece.At);
                if (piece.IsSet)
                {
                    own.Set(joined);
                }
                else
                {
                    own.Add(joined);
                }
            }
        }

        foreach (var outcome in link.Outcomes)
        {
            if (outcome.Quantity == LineOutcome.Dropped)
            {
                continue;
            }

            var own = Own(IndexOf(outcome.Key), op.Kind, copies);
            own.Retire(sight);
            if (outcome.Quantity > 0)
            {
                own.Set(new CartPiece(op.Version, 0, actor, 0, outcome.Quantity, op.At.ToUnixTimeMilliseconds()));
            }
        }

        foreach (var code in link.Codes)
        {
            codes.Add(new Mark(code, op.Version, actor));
        }

        links.Add(new LinkState(op.Id, op.Version, link.Source, link.Members));
    }

    private void Fold(long stable, ConcurrentSets rule, bool copies)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            Own(i, CartOpKind.Add, copies).Fold(stable, rule);
        }

        FoldedTo = long.Max(FoldedTo, stable);
    }

    private bool IsLinked(string link)
    {
        foreach (ref readonly var one in links.All)
        {
            if (one.Id == link)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives every line that an operation speaks of its place, whether the operation counts or not: stored operations name lines by their places.</summary>
    /// <returns>The place of its own line; -1 where it has none.</returns>
    private int Register(CartOp op)
    {
        switch (op.Kind)
        {
            case CartOpKind.Add or CartOpKind.Set:
                return Register(op.Line, op.Item);
            case CartOpKind.Decrement or CartOpKind.Remove:
                return IndexOf(op.Line);
        }

        if (op.Link is { } link)
        {
            foreach (var line in link.Lines)
            {
                Register(line.Key, line.Item);
            }

            foreach (var outcome in link.Outcomes)
            {
                Register(outcome.Key, outcome.Item);
            }
        }

        return -1;
    }

    private int Register(LineKey key, CartItem? item)
    {
        var at = IndexOf(key);
        if (at < 0)
        {
            at = lines.Count;
            lines.Add(new LineState(key, item ?? throw new InvalidOperationException("An operation names a line that the cart does not know, and not what it is of.")));
        }

        return at;
    }

    private LineState Own(int at, CartOpKind kind, bool copies) => copies ? lines[at] = lines[at].Copy(kind) : lines[at];

    private int ActorOf(CartOp op)
    {
        for (var i = 0; i < actors.Count; i++)
        {
            if (actors[i].Name == op.Actor)
            {
                actors[i] = new CartActor(op.Actor, long.Max(actors[i].Sequence, op.ActorSequence), op.Version);
                return i;
            }
        }

        actors.Add(new CartActor(op.Actor, op.ActorSequence, op.Version));
        return actors.Count - 1;
    }

    private int OriginOf(CartId cart)
    {
        for (var i = 0; i < origins.Count; i++)
        {
            if (origins[i] == cart)
            {
                return i + 1;
            }
        }

        origins.Add(cart);
        return origins.Count;
    }

    private static void Retire(ref InlineList<Mark> marks, string name, in Sight sight)
    {
        var kept = 0;
        for (var i = 0; i < marks.Count; i++)
        {
            if (marks[i].Name != name || !sight.Sees(marks[i].Version, marks[i].Actor))
            {
                marks[kept++] = marks[i];
            }
        }

        marks.Trim(kept);
    }

    private void Unshare(CartOpKind kind)
    {
        actors.Unshare();
        lines.Unshare();
        if (kind == CartOpKind.Link)
        {
            origins.Unshare();
            links.Unshare();
        }

        if (kind is CartOpKind.Link or CartOpKind.AddCode or CartOpKind.RemoveCode)
        {
            codes.Unshare();
        }

        if (kind == CartOpKind.SetField)
        {
            fields.Unshare();
        }
    }
}
