using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Makes an order of a cart: claims it for a while, so that nothing can be added unpaid, and completes or releases it.</summary>
internal sealed class CartCompletion(Instance instance, CartBook book, CartLinks links)
{
    /// <summary>Claims a cart as the buyer saw it.</summary>
    public async ValueTask<CartResult> ClaimAsync(IUnitOfWork work, CartId cart, CartClaim claim, string id, CancellationToken cancellationToken)
    {
        var row = await book.ReadAsync(work, cart, cancellationToken).ConfigureAwait(false);
        if (claim.OpId is not null && await work.FindEventAsync(PartitionKey.Of(cart.Customer), CartBook.Source, id, cancellationToken).ConfigureAwait(false) is { } before)
        {
            return await ReplayAsync(work, row, id, before.Sequence, cancellationToken).ConfigureAwait(false);
        }

        await links.ReleaseIfDueAsync(work, row, cancellationToken).ConfigureAwait(false);
        var view = await links.Coupons.ShowAsync(CartViews.Of(row.Head, row.Quotes, book.Rule), work, cancellationToken).ConfigureAwait(false);
        if ((row.Stored == 0 ? CartResult.Refuse(CartRefusal.NotFound) : CartRules.Stage(row.Life, row.Head, CartCommand.Clear())) is { } ended)
        {
            return ended;
        }

        if (Obstacle(view, claim.TotalHash) is { } obstacle)
        {
            return CartResult.Refuse(obstacle, row.Head.Version);
        }

        var successor = 0;
        await CartIndex.WriteAsync(work, cart.Customer, index => index with { Last = successor = index.Last + 1 }, cancellationToken).ConfigureAwait(false);
        var until = book.Now + claim.Lease;
        await links.StepAsync(work, row, id, new CartStep { Stage = CartStage.Claimed, Successor = successor, Until = until }, cancellationToken).ConfigureAwait(false);
        await CouponBook.KeepAsync(work, view, cancellationToken).ConfigureAwait(false);
        await work.ScheduleAsync(PartitionKey.Of(cart.Customer), CartAging.ClaimKind, CartBook.KeyOf(cart.Number), until, cancellationToken).ConfigureAwait(false);
        return await links.AppliedAsync(work, row, id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the order: exactly what was claimed.</summary>
    public async ValueTask<CartResult> CompleteAsync(IUnitOfWork work, CartId cart, long claim, string order, CancellationToken cancellationToken)
    {
        var row = await book.ReadAsync(work, cart, cancellationToken).ConfigureAwait(false);
        if (row.Life.Stage == CartStage.Ordered)
        {
            return row.Life.Order == order
                ? await links.AppliedAsync(work, row, "", cancellationToken).ConfigureAwait(false) with { IsReplay = true }
                : CartRules.Stage(row.Life, row.Head, CartCommand.Clear())!;
        }

        if (!Holds(row, claim))
        {
            return CartResult.Refuse(row.Stored == 0 ? CartRefusal.NotFound : CartRefusal.NotClaimed, row.Head.Version);
        }

        if (await links.Coupons.RedeemAsync(work, row.Head, cancellationToken).ConfigureAwait(false) is { } unusable)
        {
            return CartResult.Refuse(CartRefusal.CouponUnusable, row.Head.Version) with { Code = unusable };
        }

        var successor = row.Life.Successor;
        await links.StepAsync(work, row, $"claim-{claim}/ordered", new CartStep { Stage = CartStage.Ordered, Order = order, Successor = successor }, cancellationToken).ConfigureAwait(false);
        await CartFacts.BackAsync(instance, work, cart.Customer, cancellationToken).ConfigureAwait(false);
        await CartIndex.WriteAsync(work, cart.Customer, index => index with { Current = successor }, cancellationToken).ConfigureAwait(false);
        await work.UnscheduleAsync(PartitionKey.Of(cart.Customer), CartAging.ClaimKind, CartBook.KeyOf(cart.Number), cancellationToken).ConfigureAwait(false);
        return await links.AppliedAsync(work, row, $"claim-{claim}/ordered", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the cart back.</summary>
    public async ValueTask<CartResult> ReleaseAsync(IUnitOfWork work, CartId cart, long claim, CancellationToken cancellationToken)
    {
        var row = await book.ReadAsync(work, cart, cancellationToken).ConfigureAwait(false);
        if (row.Life.Stage != CartStage.Claimed || row.Life.Version != claim)
        {
            return CartResult.Refuse(CartRefusal.NotClaimed, row.Head.Version);
        }

        await links.ReleaseAsync(work, row, cancellationToken).ConfigureAwait(false);
        return await links.AppliedAsync(work, row, $"claim-{claim}/released", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The claim of that name, whatever became of it since.</summary>
    private async ValueTask<CartResult> ReplayAsync(IUnitOfWork work, CartRow row, string id, long version, CancellationToken cancellationToken)
    {
        var log = await book.ReadLogAsync(work, row.Head, cancellationToken).ConfigureAwait(false);
        if (log.Find(op => op.Version == version) is not { Step.Stage: CartStage.Claimed })
        {
            return CartResult.Refuse(CartRefusal.OpReused, version);
        }

        row.Head = CartLog.Fold(row.Head.Tenant, row.Cart, log.Where(op => op.Version <= version), book.Rule);
        return await links.AppliedAsync(work, row, id, cancellationToken).ConfigureAwait(false) with { IsReplay = true };
    }

    private bool Holds(CartRow row, long claim) => row.Life is { Stage: CartStage.Claimed, Until: { } until } life && life.Version == claim && until > book.Now;

    private static CartRefusal? Obstacle(CartView view, string totalHash) =>
        view.Lines.Count == 0 ? CartRefusal.Empty
        : view.HasConflicts ? CartRefusal.OpenConflicts
        : view.Lines.Any(line => line.IsOverLimit) ? CartRefusal.OverLimit
        : view.TotalHash != totalHash ? CartRefusal.PriceChanged
        : null;
}
