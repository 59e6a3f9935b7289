using System.Data.Common;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>
/// One inventory over warehouses and stores, from which every channel sells: what is reserved in one is not sold in another. Never negative, never oversold, however many ask at once.
/// Safe for many threads.
/// </summary>
/// <remarks>Reached by <see cref="OmniChannelRuntime.Inventory"/>. Every change is one transaction on the item and one entry in its log; reservations whose time runs out are released by the dispatcher.</remarks>
public sealed class Inventory
{
    private const int MaxPieces = 1_000_000;
    private const int MaxPlaces = 100;
    private readonly Instance instance;
    private readonly Action started;

    internal Inventory(Instance instance, Action started)
    {
        this.instance = instance;
        this.started = started;
    }

    /// <summary>Records that pieces came in, or (negative) were lost or broken. Once for each <paramref name="id"/>.</summary>
    /// <param name="item">Of what.</param>
    /// <param name="place">Where.</param>
    /// <param name="pieces">How many, −1,000,000 to 1,000,000; no fewer than none are left.</param>
    /// <param name="id">The host's name of this movement, such as a delivery note's; the same again changes nothing. At most 500 characters.</param>
    /// <param name="transaction">The host's own open transaction; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>The level afterwards.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Too many pieces at once.</exception>
    public ValueTask<StockLevel> ReceiveAsync(StockItem item, StockPlace place, int pieces, string id, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs((long)pieces), MaxPieces, nameof(pieces));
        return ChangeAsync(item, place, $"in/{id}", "stock.received", count => count with { OnHand = (int)Math.Clamp((long)count.OnHand + pieces, 0, int.MaxValue) }, transaction, cancellationToken);
    }

    /// <summary>Records what a count found. Reservations stay; where fewer are there than were promised, nothing more is promised.</summary>
    /// <param name="item">Of what.</param>
    /// <param name="place">Where.</param>
    /// <param name="pieces">How many are there, those that are reserved among them; 0 to 1,000,000,000.</param>
    /// <param name="id">The host's name of this count; the same again changes nothing. At most 500 characters.</param>
    /// <param name="transaction">The host's own open transaction; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>The level afterwards.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than none, or too many.</exception>
    public ValueTask<StockLevel> CountAsync(StockItem item, StockPlace place, int pieces, string id, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pieces);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pieces, 1_000_000_000);
        return ChangeAsync(item, place, $"count/{id}", "stock.counted", count => count with { OnHand = pieces }, transaction, cancellationToken);
    }

    /// <summary>Keeps pieces for somebody: all that were asked for, or none. Asking again under the same name replaces what was kept.</summary>
    /// <param name="request">What, how many, from where, until when.</param>
    /// <param name="transaction">The host's own open transaction; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <exception cref="ArgumentException">The request breaks one of its bounds.</exception>
    public async ValueTask<ReserveResult> ReserveAsync(StockRequest request, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        Check(request);
        if (transaction is null && await SoldOutAsync(request, cancellationToken).ConfigureAwait(false) is { } soldOut)
        {
            return soldOut;
        }

        return await MoveAsync(request.Item, transaction, async unit =>
        {
            var result = await unit.ReserveAsync(request, cancellationToken).ConfigureAwait(false);
            return (result, result is ReserveResult.Reserved);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sells pieces that nobody had reserved, as a till does: keeps them and takes them out in one step. Once for each name.</summary>
    /// <param name="request">What, how many, from where.</param>
    /// <param name="transaction">The host's own open transaction; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <exception cref="ArgumentException">The request breaks one of its bounds.</exception>
    public async ValueTask<ReserveResult> SellAsync(StockRequest request, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        Check(request);
        return await MoveAsync(request.Item, transaction, async unit =>
        {
            if (await unit.TakenAsync(request.Reservation, cancellationToken).ConfigureAwait(false) is { } before)
            {
                return (new ReserveResult.Reserved { Reservation = new StockReservation { Id = request.Reservation, Item = request.Item, Shares = before } }, false);
            }

            var result = await unit.ReserveAsync(request, cancellationToken).ConfigureAwait(false);
            var taken = result is ReserveResult.Reserved && await unit.TakeAsync(request.Reservation, cancellationToken).ConfigureAwait(false) == TakeResult.Taken;
            return (result, taken);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes reserved pieces out of the stock: they are sold. Once for each reservation.</summary>
    public ValueTask<TakeResult> TakeAsync(StockItem item, ReservationId reservation, DbTransaction? transaction = null, CancellationToken cancellationToken = default) =>
        MoveAsync(item, transaction, async unit =>
        {
            var result = await unit.TakeAsync(reservation, cancellationToken).ConfigureAwait(false);
            return (result, result == TakeResult.Taken);
        }, cancellationToken);

    /// <summary>Gives reserved pieces back.</summary>
    /// <returns>Whether any were kept under this name.</returns>
    public ValueTask<bool> ReleaseAsync(StockItem item, ReservationId reservation, DbTransaction? transaction = null, CancellationToken cancellationToken = default) =>
        MoveAsync(item, transaction, async unit =>
        {
            var released = await unit.ReleaseAsync(reservation, "released", cancellationToken).ConfigureAwait(false);
            return (released, released);
        }, cancellationToken);

    /// <summary>The item over all its places; no place for one that was never received. At most 1,000 places.</summary>
    public async ValueTask<StockView> FindAsync(StockItem item, CancellationToken cancellationToken = default)
    {
        started();
        var rows = await instance.Store.ListStatesAsync(instance.Tenant, PartitionKey.Of(item), StockUnit.LevelPrefix, null, StoreLimits.MaxRows, cancellationToken).ConfigureAwait(false);
        return new StockView { Item = item, Levels = StockUnit.LevelsOf(rows) };
    }

    /// <summary>What is kept under a name; null for nothing.</summary>
    public async ValueTask<StockReservation?> FindAsync(StockItem item, ReservationId reservation, CancellationToken cancellationToken = default)
    {
        started();
        var row = await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(item), StockUnit.KeyOf(reservation), cancellationToken).ConfigureAwait(false);
        return StockUnit.HoldOf(row) is { } hold ? new StockReservation { Id = reservation, Item = item, Shares = hold.Shares, Until = hold.Until } : null;
    }

    /// <summary>Releases a reservation whose time has run out, unless it was prolonged meanwhile.</summary>
    internal async ValueTask HandleAsync(ScheduleClaim claim)
    {
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [claim.Partition], null, CancellationToken.None).ConfigureAwait(false);
        if (await work.TryCompleteAsync(claim, CancellationToken.None).ConfigureAwait(false))
        {
            await new StockUnit(work, new StockItem(claim.Partition.Key), instance.Now).ReleaseAsync(new ReservationId(claim.Key), "expired", CancellationToken.None).ConfigureAwait(false);
            await work.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private ValueTask<StockLevel> ChangeAsync(StockItem item, StockPlace place, string id, string type, Func<StockCount, StockCount> change, DbTransaction? transaction, CancellationToken cancellationToken) =>
        MoveAsync(item, transaction, async unit => (await unit.ChangeAsync(place, "host", id, type, change, cancellationToken).ConfigureAwait(false), true), cancellationToken);

    /// <summary>Who asks for what is gone is answered without a transaction, so that a crowd does not hold up those who may still get one.</summary>
    private async ValueTask<ReserveResult.Insufficient?> SoldOutAsync(StockRequest request, CancellationToken cancellationToken)
    {
        started();
        var partition = PartitionKey.Of(request.Item);
        if (await instance.Store.ReadStateAsync(instance.Tenant, partition, StockUnit.KeyOf(request.Reservation), cancellationToken).ConfigureAwait(false) is not null)
        {
            return null;
        }

        var rows = await instance.Store.ListStatesAsync(instance.Tenant, partition, StockUnit.LevelPrefix, null, StoreLimits.MaxRows, cancellationToken).ConfigureAwait(false);
        var levels = StockUnit.LevelsOf(rows);
        return Allocation.Of(levels, request) is null ? new ReserveResult.Insufficient { Available = Allocation.Available(levels, request) } : null;
    }

    private async ValueTask<T> MoveAsync<T>(StockItem item, DbTransaction? transaction, Func<StockUnit, ValueTask<(T Result, bool Changed)>> move, CancellationToken cancellationToken)
    {
        started();
        return await StoreConflicts.RetryAsync(transaction, async () =>
        {
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [PartitionKey.Of(item)], transaction, cancellationToken).ConfigureAwait(false);
            var (result, changed) = await move(new StockUnit(work, item, instance.Now)).ConfigureAwait(false);
            if (changed)
            {
                await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            }

            return result;
        }).ConfigureAwait(false);
    }

    private void Check(StockRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Quantity is < 1 or > MaxPieces)
        {
            throw new ArgumentException($"Found a quantity of {request.Quantity}; ask for 1 to {MaxPieces} pieces.", nameof(request));
        }

        if (request.From.Count > MaxPlaces || request.From.Any(place => place.Value is null))
        {
            throw new ArgumentException($"Found {request.From.Count} places; name up to {MaxPlaces}, none of them default(StockPlace).", nameof(request));
        }

        if (request.Reservation.Value is null || request.Item.Value is null)
        {
            throw new ArgumentException("default names nothing; state the item and the name of the reservation.", nameof(request));
        }

        if (request.Until <= instance.Now)
        {
            throw new ArgumentException($"The pieces are to be kept until {request.Until:u}, which is over; state a later instant, or null.", nameof(request));
        }
    }
}
