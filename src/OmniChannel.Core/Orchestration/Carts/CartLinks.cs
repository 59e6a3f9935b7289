using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Links carts and takes links back, in a unit over both customers' partitions. Never commits: signing in does it in a unit of its own.</summary>
internal sealed class CartLinks(Instance instance, CartBook book)
{
    public CouponBook Coupons { get; } = new(instance);

    /// <summary>Links one cart into another.</summary>
    /// <returns>Applied, also when it was linked already or there is nothing to link; or why not.</returns>
    public async ValueTask<CartResult> LinkAsync(IUnitOfWork work, CartId from, CartId into, CartMergePolicy policy, string? opId, CancellationToken cancellationToken)
    {
        var target = await book.ReadAsync(work, into, cancellationToken).ConfigureAwait(false);
        var source = await book.ReadAsync(work, from, cancellationToken).ConfigureAwait(false);
        await ReleaseIfDueAsync(work, target, cancellationToken).ConfigureAwait(false);
        await ReleaseIfDueAsync(work, source, cancellationToken).ConfigureAwait(false);
        if (from == into || target.Head.Has(from) || source.Stored == 0)
        {
            return await AppliedAsync(work, target, opId ?? "", cancellationToken).ConfigureAwait(false);
        }

        if (Refusal(source, target) is { } refused)
        {
            return refused;
        }

        var id = opId ?? instance.Chance.Name(instance.Now);
        var op = Library(id, CartOpKind.Link, target.Head) with { Link = LinkPlan.Of(target.Head, source.Head, policy, book.Rule) };
        await book.AppendAsync(work, target, op, cancellationToken).ConfigureAwait(false);
        foreach (var (line, quote) in source.Quotes.All)
        {
            target.Quotes = target.Quotes.Find(line) is null && target.Head.Find(line) is not null ? target.Quotes.With(line, quote) : target.Quotes;
        }

        await book.PutAsync(work, target, cancellationToken).ConfigureAwait(false);
        await StepAsync(work, source, $"{id}/merged", new CartStep { Stage = CartStage.Merged, Into = into }, cancellationToken).ConfigureAwait(false);
        return await AppliedAsync(work, target, id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a link back: both carts are what they were, with what each of them was told since.</summary>
    public async ValueTask<CartResult> UnlinkAsync(IUnitOfWork work, CartId from, CartId into, string? opId, CancellationToken cancellationToken)
    {
        var target = await book.ReadAsync(work, into, cancellationToken).ConfigureAwait(false);
        var link = target.Head.Links.ToArray().FirstOrDefault(one => one.Source == from);
        if (link.Id is null)
        {
            return CartResult.Refuse(CartRefusal.UnknownOp);
        }

        var folded = link.Version <= target.Head.FoldedTo;
        if (target.Life.Stage is CartStage.Claimed or CartStage.Ordered or CartStage.Merged || (folded && await book.ReachAsync(work, target.Head, link.Version - 1, cancellationToken).ConfigureAwait(false) is null))
        {
            return CartResult.Refuse(CartRefusal.UndoExpired, target.Head.FoldedTo);
        }

        var id = opId ?? instance.Chance.Name(instance.Now);
        var log = await book.ReadLogAsync(work, target.Head, cancellationToken).ConfigureAwait(false);
        await book.AppendAsync(work, target, Library(id, CartOpKind.Retract, target.Head) with { Target = link.Id }, cancellationToken).ConfigureAwait(false);
        if (folded)
        {
            await SettleAsync(work, target, cancellationToken).ConfigureAwait(false);
        }

        await book.PutAsync(work, target, cancellationToken).ConfigureAwait(false);

        var source = await book.ReadAsync(work, from, cancellationToken).ConfigureAwait(false);
        await book.AppendAsync(work, source, Library($"{id}/back", CartOpKind.Step, source.Head) with { Step = new CartStep { Stage = CartStage.Active } }, cancellationToken).ConfigureAwait(false);
        var undone = CartLog.Undone(log) ?? [];
        foreach (var op in log.Where(op => op.Via == link.Id && !undone.Contains(op.Id)))
        {
            // In the same partition the name is taken: by the operation that went the other way.
            var name = from.Customer == into.Customer ? $"{op.Id}/back" : op.Id;
            await book.AppendAsync(work, source, op with { Id = name, Via = null, BasedOn = source.Head.Version, ActorSequence = 0 }, cancellationToken).ConfigureAwait(false);
        }

        await book.PutAsync(work, source, cancellationToken).ConfigureAwait(false);
        return await AppliedAsync(work, target, id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends a claim whose time is over.</summary>
    public async ValueTask ReleaseIfDueAsync(IUnitOfWork work, CartRow row, CancellationToken cancellationToken)
    {
        if (row.Life is { Stage: CartStage.Claimed, Until: { } until } && until <= book.Now)
        {
            await ReleaseAsync(work, row, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends a claim: the cart goes on, and what was added to its successor meanwhile joins it.</summary>
    public async ValueTask ReleaseAsync(IUnitOfWork work, CartRow row, CancellationToken cancellationToken)
    {
        var (claim, successor) = (row.Life.Version, new CartId(row.Cart.Customer, row.Life.Successor));
        await StepAsync(work, row, $"claim-{claim}/released", new CartStep { Stage = CartStage.Active }, cancellationToken).ConfigureAwait(false);
        await work.UnscheduleAsync(PartitionKey.Of(row.Cart.Customer), CartAging.ClaimKind, CartBook.KeyOf(row.Cart.Number), cancellationToken).ConfigureAwait(false);
        var waiting = await book.ReadAsync(work, successor, cancellationToken).ConfigureAwait(false);
        if (waiting is { Stored: > 0, Life.Stage: CartStage.Active or CartStage.Dormant or CartStage.Archived })
        {
            await LinkAsync(work, successor, row.Cart, CartMergePolicy.Sum, $"claim-{claim}/rejoined", cancellationToken).ConfigureAwait(false);
            var joined = await book.ReadAsync(work, row.Cart, cancellationToken).ConfigureAwait(false);
            (row.Head, row.Quotes, row.Stored) = (joined.Head, joined.Quotes, joined.Stored);
        }
    }

    /// <summary>Moves a cart through its life.</summary>
    public async ValueTask StepAsync(IUnitOfWork work, CartRow row, string id, CartStep step, CancellationToken cancellationToken)
    {
        await book.AppendAsync(work, row, Library(id, CartOpKind.Step, row.Head) with { Step = step }, cancellationToken).ConfigureAwait(false);
        await book.PutAsync(work, row, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Folds a cart again that was unfolded for somebody who went by an old version, if that made it large: whole, because who comes next by an old version has it unfolded again.</summary>
    public async ValueTask SettleAsync(IUnitOfWork work, CartRow row, CancellationToken cancellationToken)
    {
        if (CartFolding.SizeOf(row.Head) >= CartFolding.Most)
        {
            // An issuer of its own: what a client without a name was served is found by its last operation.
            await book.AppendAsync(work, row, Library(instance.Chance.Name(instance.Now), CartOpKind.Fold, row.Head) with { Actor = "fold" }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>An operation of the library's own, which has seen everything.</summary>
    public CartOp Library(string id, CartOpKind kind, CartHead head) =>
        new() { Id = id, Version = head.Version + 1, BasedOn = head.Version, Kind = kind, At = book.Now, ReceivedAt = book.Now };

    /// <summary>The answer that a row gives now.</summary>
    public async ValueTask<CartResult.Applied> AppliedAsync(IUnitOfWork work, CartRow row, string id, CancellationToken cancellationToken) =>
        new() { OpId = id, View = await Coupons.ShowAsync(CartViews.Of(row.Head, row.Quotes, book.Rule), work, cancellationToken).ConfigureAwait(false) };

    private static CartResult.Refused? Refusal(CartRow source, CartRow target)
    {
        if (source.Head.Has(target.Cart))
        {
            return CartResult.Refuse(CartRefusal.Cycle);
        }

        if (source.Head.Currency is { } theirs && target.Head.Currency is { } ours && theirs != ours)
        {
            return CartResult.Refuse(CartRefusal.CurrencyMismatch);
        }

        return CartRules.Stage(source.Life, source.Head, CartCommand.Clear()) ?? CartRules.Stage(target.Life, target.Head, CartCommand.Clear());
    }
}
