using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Lets carts that are left alone grow old, and claims run out: rows of the one schedule. A command does not touch them; when one is due, the cart says whether its time has come.</summary>
internal sealed class CartAging(Instance instance, CartBook book, CartLinks links)
{
    public const string Kind = "cart-age";
    public const string ClaimKind = "cart-claim";

    /// <summary>Makes sure that a new cart is looked at one day.</summary>
    public static async ValueTask ScheduleAsync(IUnitOfWork work, CartHead head, CartSettings settings, CancellationToken cancellationToken)
    {
        if (Next(head, settings) is { } due)
        {
            await work.ScheduleAsync(PartitionKey.Of(head.Cart.Customer), Kind, CartBook.KeyOf(head.Cart.Number), due, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask HandleAsync(ScheduleClaim claim) => InUnitAsync(claim, async (work, row) =>
    {
        while (Next(row.Head, instance.Options.Carts) is { } due)
        {
            if (due > book.Now)
            {
                await work.ScheduleAsync(claim.Partition, Kind, claim.Key, due, CancellationToken.None).ConfigureAwait(false);
                return;
            }

            await AgeAsync(work, row).ConfigureAwait(false);
        }
    });

    public ValueTask HandleClaimAsync(ScheduleClaim claim) => InUnitAsync(claim, async (work, row) => await links.ReleaseIfDueAsync(work, row, CancellationToken.None).ConfigureAwait(false));

    /// <summary>When the next stage of being left alone begins; null when there is none.</summary>
    private static DateTimeOffset? Next(CartHead head, CartSettings settings)
    {
        var since = head.Life.Stage is CartStage.Dormant or CartStage.Archived ? head.Life.Until!.Value : head.UpdatedAt;
        return head.Life.Stage switch
        {
            CartStage.Active when settings.DormantAfter > TimeSpan.Zero => since + settings.DormantAfter,
            CartStage.Active or CartStage.Dormant when settings.ArchivedAfter > TimeSpan.Zero => since + settings.ArchivedAfter,
            CartStage.Active or CartStage.Dormant or CartStage.Archived when settings.PurgedAfter > TimeSpan.Zero => since + settings.PurgedAfter,
            _ => null,
        };
    }

    /// <summary>One stage further. The step keeps when the cart was last changed, as its end.</summary>
    private async ValueTask AgeAsync(IUnitOfWork work, CartRow row)
    {
        var (none, settings, life) = (CancellationToken.None, instance.Options.Carts, row.Life);
        var since = life.Stage is CartStage.Dormant or CartStage.Archived ? life.Until!.Value : row.Head.UpdatedAt;
        var stage = life.Stage switch
        {
            CartStage.Active when settings.DormantAfter > TimeSpan.Zero => CartStage.Dormant,
            CartStage.Active or CartStage.Dormant when settings.ArchivedAfter > TimeSpan.Zero => CartStage.Archived,
            _ => CartStage.Purged,
        };
        var id = string.Create(CultureInfo.InvariantCulture, $"age-{row.Cart.Number}-{row.Head.Version}/{stage}");
        if (stage == CartStage.Purged)
        {
            await PurgeAsync(work, row, id).ConfigureAwait(false);
            return;
        }

        if (stage == CartStage.Dormant && CartViews.Of(row.Head, row.Quotes, book.Rule) is { Lines.Count: > 0 } left)
        {
            await CartFacts.LeftAsync(instance, work, left, since, book.Now, none).ConfigureAwait(false);
        }

        if (stage == CartStage.Archived && row.Head.Version > row.Head.FoldedTo)
        {
            await book.AppendAsync(work, row, links.Library($"{id}/fold", CartOpKind.Fold, row.Head), none).ConfigureAwait(false);
        }

        await links.StepAsync(work, row, id, new CartStep { Stage = stage, Until = since }, none).ConfigureAwait(false);
    }

    /// <summary>Nothing is left but the answer that it is gone.</summary>
    private async ValueTask PurgeAsync(IUnitOfWork work, CartRow row, string id)
    {
        var none = CancellationToken.None;
        var log = await book.ReadLogAsync(work, row.Head, none).ConfigureAwait(false);
        foreach (var some in log.Select(op => op.Version).Chunk(StoreLimits.MaxListed))
        {
            await work.RemoveEventsAsync(PartitionKey.Of(row.Cart.Customer), some, none).ConfigureAwait(false);
        }

        await CartFields.EraseAsync(work, row.Cart, none).ConfigureAwait(false);
        await CouponBook.EraseAsync(work, row.Cart, none).ConfigureAwait(false);
        var gone = new CartRow(CartHead.Empty(instance.Tenant, row.Cart), CartQuotes.None, row.Stored);
        await links.StepAsync(work, gone, id, new CartStep { Stage = CartStage.Purged }, none).ConfigureAwait(false);
        await CartIndex.WriteAsync(work, row.Cart.Customer, index => index.Current == row.Cart.Number ? new CartIndex(index.Last + 1, index.Last + 1) : index, none).ConfigureAwait(false);
        (row.Head, row.Quotes, row.Stored) = (gone.Head, gone.Quotes, gone.Stored);
    }

    private ValueTask InUnitAsync(ScheduleClaim claim, Func<IUnitOfWork, CartRow, ValueTask> act) => new(StoreConflicts.RetryAsync(null, async () =>
    {
        var none = CancellationToken.None;
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [claim.Partition], null, none).ConfigureAwait(false);
        if (!await work.TryCompleteAsync(claim, none).ConfigureAwait(false))
        {
            return false;
        }

        var cart = new CartId(new CustomerId(claim.Partition.Key), int.Parse(claim.Key.AsSpan(claim.Key.IndexOf('/', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture));
        var row = await book.ReadAsync(work, cart, none).ConfigureAwait(false);
        if (row.Stored > 0)
        {
            await act(work, row).ConfigureAwait(false);
        }

        instance.Failpoints.Hit(Failpoints.CartBeforeCommit);
        await work.CommitAsync(none).ConfigureAwait(false);
        return true;
    }).AsTask());
}
