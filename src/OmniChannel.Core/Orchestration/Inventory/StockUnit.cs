using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>One item within an open unit that names its partition: reads and moves the counts of its places, keeps and releases pieces, and writes its log.</summary>
internal sealed class StockUnit(IUnitOfWork work, StockItem item, DateTimeOffset now)
{
    public const string ScheduleKind = "stock-hold";
    public const string LevelPrefix = "at/";
    private const string HoldPrefix = "held/";
    private const string Source = "omnichannel";

    private readonly PartitionKey partition = PartitionKey.Of(item);

    public static string KeyOf(StockPlace place) => LevelPrefix + place.Value;

    public static string KeyOf(ReservationId reservation) => HoldPrefix + reservation.Value;

    /// <summary>The levels of these places, or of all that ever had the item.</summary>
    public async ValueTask<IReadOnlyList<StockLevel>> LevelsAsync(IReadOnlyList<StockPlace> places, CancellationToken cancellationToken)
    {
        var levels = new List<StockLevel>();
        foreach (var place in places)
        {
            levels.Add(LevelOf(place, await work.GetAsync(partition, KeyOf(place), cancellationToken).ConfigureAwait(false)));
        }

        return places.Count > 0 ? levels : LevelsOf(await work.ListAsync(partition, LevelPrefix, null, StoreLimits.MaxRows, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Changes the pieces of a place, once for each id of a source.</summary>
    /// <returns>The level afterwards; unchanged when this was done before.</returns>
    public async ValueTask<StockLevel> ChangeAsync(StockPlace place, string source, string id, string type, Func<StockCount, StockCount> change, CancellationToken cancellationToken)
    {
        var row = await work.GetAsync(partition, KeyOf(place), cancellationToken).ConfigureAwait(false);
        var before = CountOf(row);
        var after = change(before);
        return await LogAsync(source, id, type, [new StockShare { Place = place, Quantity = after.OnHand - before.OnHand }], null, cancellationToken).ConfigureAwait(false)
            ? await PutAsync(place, row, after, cancellationToken).ConfigureAwait(false)
            : LevelOf(place, row);
    }

    public async ValueTask<ReserveResult> ReserveAsync(StockRequest request, CancellationToken cancellationToken)
    {
        var held = await work.GetAsync(partition, KeyOf(request.Reservation), cancellationToken).ConfigureAwait(false);
        var before = HoldOf(held);
        var levels = WithBack(await LevelsAsync(request.From, cancellationToken).ConfigureAwait(false), before);
        if (Allocation.Of(levels, request) is not { } shares)
        {
            return new ReserveResult.Insufficient { Available = Allocation.Available(levels, request) };
        }

        await MoveAsync(before?.Shares ?? [], static (count, back) => count with { Reserved = count.Reserved - back }, cancellationToken).ConfigureAwait(false);
        await MoveAsync(shares, static (count, kept) => count with { Reserved = count.Reserved + kept }, cancellationToken).ConfigureAwait(false);
        var hold = new StockHold { Shares = shares, Until = request.Until?.ToUniversalTime() };
        var version = await work.PutAsync(partition, KeyOf(request.Reservation), held?.Version ?? 0, StoredJson.Write(hold, StoredJson.Default.StockHold), cancellationToken).ConfigureAwait(false);
        await LogAsync(Source, $"{request.Reservation}/reserved/{version}", "stock.reserved", shares, request.Reservation, cancellationToken).ConfigureAwait(false);
        await RemindAsync(request.Reservation, hold.Until, cancellationToken).ConfigureAwait(false);
        return new ReserveResult.Reserved { Reservation = new StockReservation { Id = request.Reservation, Item = item, Shares = shares, Until = hold.Until } };
    }

    /// <summary>Takes reserved pieces out of the stock.</summary>
    public async ValueTask<TakeResult> TakeAsync(ReservationId reservation, CancellationToken cancellationToken)
    {
        if (await EndAsync(reservation, "taken", static (count, taken) => new StockCount { OnHand = Math.Max(0, count.OnHand - taken), Reserved = count.Reserved - taken }, cancellationToken).ConfigureAwait(false))
        {
            return TakeResult.Taken;
        }

        return await TakenAsync(reservation, cancellationToken).ConfigureAwait(false) is null ? TakeResult.NotReserved : TakeResult.AlreadyTaken;
    }

    /// <summary>What was taken out under this name; null when nothing was.</summary>
    public async ValueTask<IReadOnlyList<StockShare>?> TakenAsync(ReservationId reservation, CancellationToken cancellationToken) =>
        await work.FindEventAsync(partition, Source, $"{reservation}/taken", cancellationToken).ConfigureAwait(false) is { } row ? StoredJson.Read(row.Entry.Body, StoredJson.Default.StockEntry).Shares : null;

    /// <summary>Gives reserved pieces back.</summary>
    /// <returns>Whether there were any.</returns>
    public ValueTask<bool> ReleaseAsync(ReservationId reservation, string why, CancellationToken cancellationToken) =>
        EndAsync(reservation, why, static (count, back) => count with { Reserved = count.Reserved - back }, cancellationToken);

    public static IReadOnlyList<StockLevel> LevelsOf(IReadOnlyList<StateEntry> rows) => [.. rows.Select(entry => LevelOf(new StockPlace(entry.Key[LevelPrefix.Length..]), entry.Row))];

    public static StockLevel LevelOf(StockPlace place, StateRow? row) => LevelOf(place, CountOf(row));

    public static StockHold? HoldOf(StateRow? row) => row is null ? null : StoredJson.Read(row.Body, StoredJson.Default.StockHold);

    private static StockCount CountOf(StateRow? row) => row is null ? new StockCount { OnHand = 0, Reserved = 0 } : StoredJson.Read(row.Body, StoredJson.Default.StockCount);

    private static StockLevel LevelOf(StockPlace place, StockCount count) => new() { Place = place, OnHand = count.OnHand, Reserved = count.Reserved };

    /// <summary>The levels as they are once what the asker keeps already is given back.</summary>
    private static IReadOnlyList<StockLevel> WithBack(IReadOnlyList<StockLevel> levels, StockHold? hold) => hold is null
        ? levels
        : [.. levels.Select(level => level with { Reserved = level.Reserved - hold.Shares.Where(share => share.Place == level.Place).Sum(share => share.Quantity) })];

    private async ValueTask<bool> EndAsync(ReservationId reservation, string how, Func<StockCount, int, StockCount> move, CancellationToken cancellationToken)
    {
        var held = await work.GetAsync(partition, KeyOf(reservation), cancellationToken).ConfigureAwait(false);
        if (HoldOf(held) is not { } hold)
        {
            return false;
        }

        await MoveAsync(hold.Shares, move, cancellationToken).ConfigureAwait(false);
        await work.PutAsync(partition, KeyOf(reservation), held!.Version, null, cancellationToken).ConfigureAwait(false);
        await work.UnscheduleAsync(partition, ScheduleKind, reservation.Value, cancellationToken).ConfigureAwait(false);
        await LogAsync(Source, how == "taken" ? $"{reservation}/taken" : $"{reservation}/{how}/{held.Version}", $"stock.{how}", hold.Shares, reservation, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private ValueTask RemindAsync(ReservationId reservation, DateTimeOffset? until, CancellationToken cancellationToken) => until is { } end
        ? work.ScheduleAsync(partition, ScheduleKind, reservation.Value, end, cancellationToken)
        : work.UnscheduleAsync(partition, ScheduleKind, reservation.Value, cancellationToken);

    private async ValueTask MoveAsync(IEnumerable<StockShare> shares, Func<StockCount, int, StockCount> move, CancellationToken cancellationToken)
    {
        foreach (var share in shares)
        {
            var row = await work.GetAsync(partition, KeyOf(share.Place), cancellationToken).ConfigureAwait(false);
            await PutAsync(share.Place, row, move(CountOf(row), share.Quantity), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<StockLevel> PutAsync(StockPlace place, StateRow? row, StockCount count, CancellationToken cancellationToken)
    {
        await work.PutAsync(partition, KeyOf(place), row?.Version ?? 0, StoredJson.Write(count, StoredJson.Default.StockCount), cancellationToken).ConfigureAwait(false);
        return LevelOf(place, count);
    }

    private async ValueTask<bool> LogAsync(string source, string id, string type, IReadOnlyList<StockShare> shares, ReservationId? reservation, CancellationToken cancellationToken)
    {
        var body = StoredJson.Write(new StockEntry { Shares = shares, Reservation = reservation }, StoredJson.Default.StockEntry);
        return await work.AppendAsync(partition, new NewEvent { Source = source, Id = id, Type = type, At = now, RecordedAt = now, Body = body }, cancellationToken).ConfigureAwait(false) != 0;
    }
}
