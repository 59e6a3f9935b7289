using System.Security.Cryptography;
using System.Text;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Keeps the pieces of a cart in the one inventory, within the unit that claims, completes or gives back the cart. What was never received is not kept in stock, and is never short.</summary>
internal sealed class CartStock(Instance instance)
{
    private const int MaxItems = StoreLimits.MaxPartitions - 8;

    public bool IsOn => instance.Options.Carts.Reservations != StockReservations.None;

    /// <summary>The partitions of a cart's items, to be named by the unit; none where nothing is reserved.</summary>
    public IEnumerable<PartitionKey> PartitionsOf(CartView? view)
    {
        if (!IsOn || view is null)
        {
            return [];
        }

        PartitionKey[] items = [.. view.Lines.Select(line => PartitionKey.Of(ItemOf(line))).Distinct()];
        return items.Length <= MaxItems ? items : throw new InvalidOperationException($"A cart of {items.Length} different items cannot be reserved in one step; at most {MaxItems} can. Split the order, or set Reservations = None.");
    }

    /// <summary>Keeps every line; false where one is short.</summary>
    public async ValueTask<bool> TryReserveAsync(IUnitOfWork work, CartView view, DateTimeOffset until, CancellationToken cancellationToken)
    {
        foreach (var line in IsOn ? view.Lines : [])
        {
            var unit = new StockUnit(work, ItemOf(line), instance.Now);
            if (await IsKeptAsync(unit, cancellationToken).ConfigureAwait(false) && await unit.ReserveAsync(RequestFor(view.Cart, line, until), cancellationToken).ConfigureAwait(false) is ReserveResult.Insufficient)
            {
                return false;
            }

            instance.Failpoints.Hit(Failpoints.CartStockMoved);
        }

        return true;
    }

    /// <summary>Takes what was kept out of the stock; false where a line is not kept any more and is short.</summary>
    public async ValueTask<bool> TryTakeAsync(IUnitOfWork work, CartView view, CancellationToken cancellationToken)
    {
        foreach (var line in IsOn ? view.Lines : [])
        {
            var unit = new StockUnit(work, ItemOf(line), instance.Now);
            var name = NameOf(view.Cart, line.Key);
            if (await unit.TakeAsync(name, cancellationToken).ConfigureAwait(false) == TakeResult.NotReserved && await IsKeptAsync(unit, cancellationToken).ConfigureAwait(false))
            {
                if (await unit.ReserveAsync(RequestFor(view.Cart, line, null), cancellationToken).ConfigureAwait(false) is ReserveResult.Insufficient)
                {
                    return false;
                }

                await unit.TakeAsync(name, cancellationToken).ConfigureAwait(false);
            }

            instance.Failpoints.Hit(Failpoints.CartStockMoved);
        }

        return true;
    }

    public async ValueTask ReleaseAsync(IUnitOfWork work, CartView view, CancellationToken cancellationToken)
    {
        foreach (var line in IsOn ? view.Lines : [])
        {
            await new StockUnit(work, ItemOf(line), instance.Now).ReleaseAsync(NameOf(view.Cart, line.Key), "released", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Keeps a line that was just changed, as far as there is enough; a line that is gone gives its pieces back.</summary>
    public async ValueTask KeepAsync(CartView view, CartItem item, CancellationToken cancellationToken)
    {
        var key = LineKey.Of(instance.Tenant, item);
        var stock = new StockItem(item.Variant);
        await StoreConflicts.RetryAsync(null, async () =>
        {
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [PartitionKey.Of(stock)], null, cancellationToken).ConfigureAwait(false);
            var unit = new StockUnit(work, stock, instance.Now);
            var kept = view.Lines.FirstOrDefault(line => line.Key == key) is { } line
                ? await unit.ReserveAsync(RequestFor(view.Cart, line, instance.Now + instance.Options.Carts.ReservedFor), cancellationToken).ConfigureAwait(false) is ReserveResult.Reserved
                : await unit.ReleaseAsync(NameOf(view.Cart, key), "released", cancellationToken).ConfigureAwait(false);
            if (kept)
            {
                await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            }

            return kept;
        }).ConfigureAwait(false);
    }

    /// <summary>What is short, line by line, what is kept for the cart itself counted in.</summary>
    public async ValueTask<IReadOnlyList<CartShortage>> ShortagesAsync(CartView view, CancellationToken cancellationToken)
    {
        var shortages = new List<CartShortage>();
        foreach (var line in view.Lines)
        {
            var partition = PartitionKey.Of(ItemOf(line));
            var levels = StockUnit.LevelsOf(await instance.Store.ListStatesAsync(instance.Tenant, partition, StockUnit.LevelPrefix, null, StoreLimits.MaxRows, cancellationToken).ConfigureAwait(false));
            var held = StockUnit.HoldOf(await instance.Store.ReadStateAsync(instance.Tenant, partition, StockUnit.KeyOf(NameOf(view.Cart, line.Key)), cancellationToken).ConfigureAwait(false));
            var available = Allocation.Available(levels, RequestFor(view.Cart, line, null)) + (held?.Shares.Sum(share => share.Quantity) ?? 0);
            if (levels.Count > 0 && available < line.Quantity)
            {
                shortages.Add(new CartShortage { Line = line, Available = available });
            }
        }

        return shortages;
    }

    private static async ValueTask<bool> IsKeptAsync(StockUnit unit, CancellationToken cancellationToken) => (await unit.LevelsAsync([], cancellationToken).ConfigureAwait(false)).Count > 0;

    private static StockItem ItemOf(CartLine line) => new(line.Item.Variant);

    /// <summary>It stays in the item's log, so it names the cart by a hash: nobody is found by it.</summary>
    private static ReservationId NameOf(CartId cart, LineKey line) => new($"cart/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cart.ToString())).AsSpan(0, 16))}/{line}");

    private static StockRequest RequestFor(CartId cart, CartLine line, DateTimeOffset? until) => new()
    {
        Item = ItemOf(line),
        Reservation = NameOf(cart, line.Key),
        Quantity = line.Quantity,
        From = line.Item.PickupStore is { } store ? [new StockPlace(store)] : [],
        Until = until,
    };
}
