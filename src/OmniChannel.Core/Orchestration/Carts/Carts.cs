using System.Data.Common;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>
/// The carts of all customers, in every channel the same: no add is lost, nothing removed comes back, signing in merges by a link that can be taken back, and an order is exactly what was claimed.
/// Safe for many threads.
/// </summary>
/// <remarks>Reached by <see cref="OmniChannelRuntime.Carts"/>. Each call is one transaction, or takes part in the host's own. What a cart cannot do is a value, not an exception.</remarks>
public sealed partial class Carts
{
    private readonly Instance instance;
    private readonly Action started;
    private readonly CartBook book;
    private readonly CartCommands commands;
    private readonly CartCompletion completion;
    private readonly CartStock stock;

    internal Carts(Instance instance, Action started)
    {
        this.instance = instance;
        this.started = started;
        book = new CartBook(instance);
        Links = new CartLinks(instance, book);
        Aging = new CartAging(instance, book, Links);
        commands = new CartCommands(instance, book, Links);
        completion = new CartCompletion(instance, book, Links);
        stock = new CartStock(instance);
    }

    /// <summary>For units that are open already: signing in.</summary>
    internal CartLinks Links { get; }

    internal CartAging Aging { get; }

    /// <summary>The cart that a customer uses now: the one after the last order, and, where it is linked, the one linked into.</summary>
    public async ValueTask<CartId> CurrentAsync(CustomerId customer, CancellationToken cancellationToken = default)
    {
        started();
        var cart = new CartId(customer);
        for (var hop = 0; hop < 16; hop++)
        {
            var index = CartIndex.Of(await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(cart.Customer), CartIndex.Key, cancellationToken).ConfigureAwait(false));
            cart = new CartId(cart.Customer, index.Current);
            if ((await book.ReadAsync(cart, cancellationToken).ConfigureAwait(false)).Life is not { Stage: CartStage.Merged, Into: { } into })
            {
                return cart;
            }

            cart = into;
        }

        return cart;
    }

    /// <summary>A cart as it stands; null when nothing was ever in it, or it is gone.</summary>
    public async ValueTask<CartView?> ReadAsync(CartId cart, CancellationToken cancellationToken = default)
    {
        started();
        var row = await book.ReadAsync(Named(cart), cancellationToken).ConfigureAwait(false);
        return row.Stored == 0 || row.Life.Stage == CartStage.Purged
            ? null
            : await Links.Coupons.ShowAsync(
                CartViews.Of(row.Head, row.Quotes, book.Rule, row.Head.Fields.IsEmpty ? null : await CartFields.ReadAsync(instance, row.Head, cancellationToken).ConfigureAwait(false)), null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does one thing to a cart. An add to a cart that is linked, claimed or ordered goes on to the cart that takes its place.</summary>
    /// <param name="cart">Which cart; a customer's first one comes into being by the first command.</param>
    /// <param name="command">What.</param>
    /// <param name="transaction">The host's own open transaction; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    public async ValueTask<CartResult> DoAsync(CartId cart, CartCommand command, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        started();
        var result = await commands.DoAsync(Named(cart), command, transaction, cancellationToken).ConfigureAwait(false);
        if (result is CartResult.Applied { View: var view } && command.Item is { } item && transaction is null && instance.Options.Carts.Reservations == StockReservations.OnCart)
        {
            await stock.KeepAsync(view, item, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    /// <summary>The lines of which fewer pieces can be had than they hold. What was never received into the inventory is never short.</summary>
    public async ValueTask<IReadOnlyList<CartShortage>> ShortagesAsync(CartId cart, CancellationToken cancellationToken = default) =>
        await ReadAsync(cart, cancellationToken).ConfigureAwait(false) is { } view ? await stock.ShortagesAsync(view, cancellationToken).ConfigureAwait(false) : [];

    /// <summary>Replaces the lines of a cart, for clients that know nothing else (such as UCP's Update Cart). What differs from what they were served becomes single operations, so that nobody else's changes are undone.</summary>
    /// <param name="cart">Which cart.</param>
    /// <param name="wanted">The lines as the client wants them.</param>
    /// <param name="client">Who the client is, which version it was served (null: the one its last operation answered), and a name for the call.</param>
    /// <param name="transaction">The host's own open transaction; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>As of the last operation; refused as a whole.</returns>
    public ValueTask<CartResult> ReplaceAsync(CartId cart, IReadOnlyList<CartQuantity> wanted, CartClient client, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(client);
        started();
        return commands.DoAsync(Named(cart), work => DiffAsync(work, cart, wanted, client, cancellationToken), client.OpId, transaction, cancellationToken);
    }

    /// <summary>Tells a cart today's prices. Lines that are not named keep theirs.</summary>
    /// <param name="cart">Which cart.</param>
    /// <param name="prices">By <see cref="CartLine.Key"/>.</param>
    /// <param name="transaction">The host's own open transaction; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>The lines whose price is another than before; empty too for a cart that is not open.</returns>
    /// <exception cref="ArgumentException">A price is in another currency than the cart.</exception>
    public ValueTask<IReadOnlyList<CartPriceDifference>> RepriceAsync(CartId cart, IReadOnlyDictionary<LineKey, CartQuote> prices, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prices);
        return InUnitAsync<IReadOnlyList<CartPriceDifference>>([Named(cart)], transaction, async work =>
        {
            var row = await book.ReadAsync(work, cart, cancellationToken).ConfigureAwait(false);
            if (row.Stored == 0 || row.Life.Stage is not (CartStage.Active or CartStage.Dormant or CartStage.Archived))
            {
                return ([], false);
            }

            if (row.Head.Currency is { } currency && prices.Values.FirstOrDefault(price => price.Unit.Currency != currency) is { } other)
            {
                throw new ArgumentException($"The cart counts in {currency}; found a price in {other.Unit.Currency}. Convert it first.", nameof(prices));
            }

            (row.Quotes, var differences) = row.Quotes.Reprice(row.Head, prices);
            await book.PutAsync(work, row, cancellationToken).ConfigureAwait(false);
            return (differences, true);
        }, cancellationToken);
    }

    /// <summary>The operations behind every unit of a cart.</summary>
    public async ValueTask<IReadOnlyList<CartUnit>> AuditAsync(CartId cart, CancellationToken cancellationToken = default)
    {
        started();
        var row = await book.ReadAsync(Named(cart), cancellationToken).ConfigureAwait(false);
        return CartAudit.Units(row.Head, await book.ReadLogAsync(row.Head, cancellationToken).ConfigureAwait(false), book.Rule);
    }

    /// <summary>Whether a cart's row says what its log says. It always does; a sweeper may look.</summary>
    public async ValueTask<bool> VerifyAsync(CartId cart, CancellationToken cancellationToken = default)
    {
        return await InUnitAsync<bool>([Named(cart)], null, async work =>
        {
            var row = await book.ReadAsync(work, cart, cancellationToken).ConfigureAwait(false);
            var log = await book.ReadLogAsync(work, row.Head, cancellationToken).ConfigureAwait(false);
            var fold = CartLog.Fold(instance.Tenant, cart, log, book.Rule);
            var same = row.Stored == 0 ? log.Count == 0 : StoredHead.Write(row.Head, CartQuotes.None).AsSpan().SequenceEqual(StoredHead.Write(fold, CartQuotes.None));
            return (same, false);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Erases the values of a cart's fields: names, notes, addresses. The log never held them.</summary>
    public async ValueTask EraseFieldsAsync(CartId cart, DbTransaction? transaction = null, CancellationToken cancellationToken = default) =>
        await InUnitAsync<bool>([Named(cart)], transaction, async work =>
        {
            await CartFields.EraseAsync(work, cart, cancellationToken).ConfigureAwait(false);
            return (true, true);
        }, cancellationToken).ConfigureAwait(false);

    private static CartId Named(CartId cart) => cart.Number > 0 ? cart : throw new ArgumentException("default(CartId) names no cart; use CurrentAsync(customer) or new CartId(customer).", nameof(cart));

    private async ValueTask<(IReadOnlyList<CartCommand>? Commands, CartResult.Refused? Refused)> DiffAsync(IUnitOfWork work, CartId cart, IReadOnlyList<CartQuantity> wanted, CartClient client, CancellationToken cancellationToken)
    {
        var row = await book.ReadAsync(work, cart, cancellationToken).ConfigureAwait(false);
        var served = client.BasedOn ?? (row.Head.FindActor(client.Actor ?? "") is { } actor ? actor.Version : row.Head.Version == 0 ? 0 : -1);
        if (served < 0)
        {
            return (null, CartResult.Refuse(CartRefusal.VersionRequired, row.Head.Version));
        }

        if (served > row.Head.Version)
        {
            return (null, CartResult.Refuse(CartRefusal.FutureContext, row.Head.Version));
        }

        if (served < row.Head.FoldedTo && await book.ReachAsync(work, row.Head, served, cancellationToken).ConfigureAwait(false) is null)
        {
            return (null, CartResult.Refuse(CartRefusal.StaleContext, row.Head.FoldedTo));
        }

        var before = served == row.Head.Version
            ? row.Head
            : CartLog.Fold(instance.Tenant, cart, (await book.ReadLogAsync(work, row.Head, cancellationToken).ConfigureAwait(false)).Where(op => op.Version <= served), book.Rule);
        return ([.. CartDiff.Of(before, wanted, book.Rule).Select(command => command with { Actor = client.Actor, BasedOn = served, Where = client.Where })], null);
    }

    private ValueTask<T> InUnitAsync<T>(IReadOnlyList<CartId> carts, DbTransaction? joined, Func<IUnitOfWork, ValueTask<(T Answer, bool Store)>> act, CancellationToken cancellationToken, Func<IUnitOfWork, ValueTask<IReadOnlyList<PartitionKey>>>? needs = null)
    {
        started();
        return StoreConflicts.RetryAsync(joined, async () =>
        {
            HashSet<PartitionKey> partitions = [.. carts.Select(cart => PartitionKey.Of(cart.Customer))];
            while (true)
            {
                await using var work = await instance.Store.BeginAsync(instance.Tenant, partitions, joined, cancellationToken).ConfigureAwait(false);
                var named = partitions.Count;
                partitions.UnionWith(needs is null ? [] : await needs(work).ConfigureAwait(false));
                if (partitions.Count > named)
                {
                    continue; // What the cart leads to is known now: begun again with all of it.
                }

                var (answer, store) = await act(work).ConfigureAwait(false);
                if (store)
                {
                    instance.Failpoints.Hit(Failpoints.CartBeforeCommit);
                    await work.CommitAsync(cancellationToken).ConfigureAwait(false);
                    instance.Failpoints.Hit(Failpoints.CartAfterCommit);
                }

                return answer;
            }
        });
    }
}
