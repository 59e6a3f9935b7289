using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Carts follow their people: who is linked brings the cart along, who is taken out takes it back. In the unit that links the people, so that both happen or neither.</summary>
internal sealed class LinkedCarts(CartLinks links, CartBook book)
{
    /// <summary>Links and takes back carts as the decisions say.</summary>
    /// <returns>Why a cart did not follow; null when all did, or there was nothing to follow. The people are linked all the same.</returns>
    public async ValueTask<CartRefusal?> FollowAsync(IUnitOfWork work, IReadOnlyList<IdentityDecision> decisions, CartMergePolicy policy, CancellationToken cancellationToken)
    {
        CartRefusal? refused = null;
        foreach (var decision in decisions)
        {
            var result = decision.Kind switch
            {
                IdentityDecisionKind.Linked => await LinkAsync(work, decision.Customer, decision.Other!.Value, policy, cancellationToken).ConfigureAwait(false),
                IdentityDecisionKind.Unlinked => await UnlinkAsync(work, decision.Customer, decision.Other!.Value, cancellationToken).ConfigureAwait(false),
                _ => null,
            };
            refused = result is CartResult.Refused { Reason: var reason } ? reason : refused;
        }

        return refused;
    }

    private async ValueTask<CartResult?> LinkAsync(IUnitOfWork work, CustomerId from, CustomerId into, CartMergePolicy policy, CancellationToken cancellationToken) =>
        await links.LinkAsync(work, await CurrentAsync(work, from, cancellationToken).ConfigureAwait(false), await CurrentAsync(work, into, cancellationToken).ConfigureAwait(false), policy, null, cancellationToken).ConfigureAwait(false);

    /// <summary>Takes back the link by which the customer's cart went to the other's; a cart that went elsewhere, or nowhere, stays.</summary>
    private async ValueTask<CartResult?> UnlinkAsync(IUnitOfWork work, CustomerId from, CustomerId into, CancellationToken cancellationToken)
    {
        var cart = await CurrentAsync(work, from, cancellationToken).ConfigureAwait(false);
        var row = await book.ReadAsync(work, cart, cancellationToken).ConfigureAwait(false);
        return row.Life is { Stage: CartStage.Merged, Into: { } merged } && merged.Customer == into
            ? await links.UnlinkAsync(work, cart, merged, null, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private static async ValueTask<CartId> CurrentAsync(IUnitOfWork work, CustomerId customer, CancellationToken cancellationToken) =>
        new(customer, (await CartIndex.ReadAsync(work, customer, cancellationToken).ConfigureAwait(false)).Current);
}
