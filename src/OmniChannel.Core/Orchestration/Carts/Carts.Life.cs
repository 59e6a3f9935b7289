using System.Data.Common;
using OmniChannel.Storage;

namespace OmniChannel;

/// <content>Links between carts, and how a cart becomes an order.</content>
public sealed partial class Carts
{
    /// <summary>Links a visitor's cart into a customer's: one record, which <see cref="UnlinkAsync"/> takes back exactly. Linking again, or a cart with itself, changes nothing.</summary>
    /// <param name="from">The visitor's cart. From then on it is merged: adds flow on, anything else is refused.</param>
    /// <param name="into">The customer's cart.</param>
    /// <param name="policy">What becomes of lines in both. <see cref="CartMergePolicy.Higher"/> when browsing, <see cref="CartMergePolicy.GuestOnly"/> in checkout.</param>
    /// <param name="transaction">The host's own open transaction; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>The customer's cart; or refused: the source is unknown, belongs to a customer with a profile, counts in another currency, or the link would make a circle.</returns>
    public ValueTask<CartResult> LinkAsync(CartId from, CartId into, CartMergePolicy policy = CartMergePolicy.Higher, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        if (!Enum.IsDefined(policy))
        {
            throw new ArgumentOutOfRangeException(nameof(policy), policy, "Not a merge policy.");
        }

        return ResultAsync([Named(from), Named(into)], transaction, async work =>
        {
            if (from != into && from.Customer != into.Customer && await IsOwnedAsync(work, from.Customer, cancellationToken).ConfigureAwait(false))
            {
                return CartResult.Refuse(CartRefusal.AlreadyOwned);
            }

            return from != into && (await book.ReadAsync(work, from, cancellationToken).ConfigureAwait(false)).Stored == 0
                ? CartResult.Refuse(CartRefusal.NotFound)
                : await Links.LinkAsync(work, from, into, policy, null, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>Takes a link back. Both carts are what they were; what came through either since stays with it.</summary>
    /// <param name="from">The cart that was linked.</param>
    /// <param name="into">The cart it was linked into.</param>
    /// <param name="transaction">The host's own open transaction; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    public ValueTask<CartResult> UnlinkAsync(CartId from, CartId into, DbTransaction? transaction = null, CancellationToken cancellationToken = default) =>
        ResultAsync([Named(from), Named(into)], transaction, work => Links.UnlinkAsync(work, from, into, null, cancellationToken), cancellationToken);

    /// <summary>Claims a cart for checkout, as the buyer saw it. While the claim lasts nothing can change what is paid for; adds go to the cart after it.</summary>
    /// <param name="cart">Which cart.</param>
    /// <param name="claim">What the buyer saw, how long, and a name for the claim.</param>
    /// <param name="transaction">The host's own open transaction; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>Applied: its version is the claim's number. Refused: empty, conflicts, a line over its limit, another price, claimed already.</returns>
    public ValueTask<CartResult> ClaimAsync(CartId cart, CartClaim claim, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.Lease < TimeSpan.FromSeconds(1) || claim.Lease > TimeSpan.FromDays(1))
        {
            throw new ArgumentOutOfRangeException(nameof(claim), claim.Lease, "A claim lasts one second to one day.");
        }

        var id = claim.OpId is null ? instance.Chance.Name(instance.Now) : Text.Identifier(claim.OpId);
        return ResultAsync([Named(cart)], transaction, work => WithStockAsync(completion.ClaimAsync(work, cart, claim, id, cancellationToken), view => stock.TryReserveAsync(work, view, instance.Now + claim.Lease, cancellationToken)), cancellationToken, work => ItemsAsync(work, cart, cancellationToken));
    }

    /// <summary>Makes the order: exactly what was claimed. Its codes are redeemed with it, or it is not made. Again with the same order it answers the same.</summary>
    /// <param name="cart">Which cart.</param>
    /// <param name="claim">The claim's number.</param>
    /// <param name="order">The host's name of the order; not empty, at most 200 characters.</param>
    /// <param name="transaction">The host's own open transaction, in which it stores the order; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    public ValueTask<CartResult> CompleteAsync(CartId cart, long claim, string order, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        Text.Identifier(order);
        return ResultAsync([Named(cart)], transaction, work => WithStockAsync(completion.CompleteAsync(work, cart, claim, order, cancellationToken), view => stock.TryTakeAsync(work, view, cancellationToken)), cancellationToken, work => ItemsAsync(work, cart, cancellationToken, withCodes: true));
    }

    /// <summary>Gives a claimed cart back; what was added meanwhile joins it.</summary>
    /// <param name="cart">Which cart.</param>
    /// <param name="claim">The claim's number.</param>
    /// <param name="transaction">The host's own open transaction; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    public ValueTask<CartResult> ReleaseAsync(CartId cart, long claim, DbTransaction? transaction = null, CancellationToken cancellationToken = default) =>
        ResultAsync([Named(cart)], transaction, work => WithStockAsync(completion.ReleaseAsync(work, cart, claim, cancellationToken), async view =>
        {
            await stock.ReleaseAsync(work, view, cancellationToken).ConfigureAwait(false);
            return true;
        }), cancellationToken, work => ItemsAsync(work, cart, cancellationToken));

    /// <summary>What a step means for the stock, in the same transaction: where pieces are short, the step is not taken either.</summary>
    private static async ValueTask<CartResult> WithStockAsync(ValueTask<CartResult> step, Func<CartView, ValueTask<bool>> move)
    {
        var result = await step.ConfigureAwait(false);
        return result is CartResult.Applied { IsReplay: false, View: var view } && !await move(view).ConfigureAwait(false) ? CartResult.Refuse(CartRefusal.Shortage, view.Version) : result;
    }

    private static async ValueTask<bool> IsOwnedAsync(IUnitOfWork work, CustomerId customer, CancellationToken cancellationToken) =>
        await work.GetAsync(PartitionKey.Of(customer), CustomerUnit.StateKey, cancellationToken).ConfigureAwait(false) is { } row
        && StoredJson.ReadCustomer(row.Body).IsKnown;

    /// <summary>The partitions to which a step in a cart's life leads: of what is in it, and of the codes that it redeems.</summary>
    private async ValueTask<IReadOnlyList<PartitionKey>> ItemsAsync(IUnitOfWork work, CartId cart, CancellationToken cancellationToken, bool withCodes = false)
    {
        var row = await book.ReadAsync(work, cart, cancellationToken).ConfigureAwait(false);
        var codes = withCodes ? await CouponBook.PartitionsAsync(work, row.Head, cancellationToken).ConfigureAwait(false) : [];
        return stock.IsOn ? [.. stock.PartitionsOf(CartViews.Of(row.Head, row.Quotes, book.Rule)), .. codes] : codes;
    }

    private ValueTask<CartResult> ResultAsync(IReadOnlyList<CartId> carts, DbTransaction? joined, Func<IUnitOfWork, ValueTask<CartResult>> act, CancellationToken cancellationToken, Func<IUnitOfWork, ValueTask<IReadOnlyList<PartitionKey>>>? needs = null) =>
        InUnitAsync(
            carts,
            joined,
            async work =>
            {
                var result = await act(work).ConfigureAwait(false);
                return (result, result is CartResult.Applied { IsReplay: false });
            },
            cancellationToken,
            needs);
}
