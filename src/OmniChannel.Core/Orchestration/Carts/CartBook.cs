using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>A customer's carts in the customer's partition: for each a row with its head, and its operations as events. Works on open units and never commits.</summary>
internal sealed class CartBook(Instance instance)
{
    /// <summary>The source of a cart's events. One for all carts of a customer, so that an operation's name is unique among them; short, because every operation holds it twice.</summary>
    public const string Source = "c";

    private const int Page = 1_000;

    public ConcurrentSets Rule => instance.Options.Carts.ConcurrentSets;

    /// <summary>Now, to the millisecond: as exactly as carts keep it.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(instance.Now.ToUnixTimeMilliseconds());

    public static string KeyOf(int number) => number == 1 ? "cart/1" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"cart/{number}");

    public async ValueTask<CartRow> ReadAsync(IUnitOfWork work, CartId cart, CancellationToken cancellationToken) =>
        RowOf(cart, await work.GetAsync(PartitionKey.Of(cart.Customer), KeyOf(cart.Number), cancellationToken).ConfigureAwait(false));

    /// <summary>The committed row, without a unit.</summary>
    public async ValueTask<CartRow> ReadAsync(CartId cart, CancellationToken cancellationToken) =>
        RowOf(cart, await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(cart.Customer), KeyOf(cart.Number), cancellationToken).ConfigureAwait(false));

    public CartRow RowOf(CartId cart, StateRow? row)
    {
        if (row is null)
        {
            return new CartRow(CartHead.Empty(instance.Tenant, cart), CartQuotes.None, 0);
        }

        var (head, quotes) = StoredHead.Read(row.Body.Span, instance.Tenant, cart);
        return new CartRow(head, quotes, row.Version);
    }

    /// <summary>Appends an operation and moves the head on. An undoing is folded from the log.</summary>
    public async ValueTask AppendAsync(IUnitOfWork work, CartRow row, CartOp op, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(row.Cart.Customer);
        var entry = new NewEvent { Source = Source, Id = op.Id, Type = TimelineTypes.Cart, At = op.At, RecordedAt = op.ReceivedAt, Body = StoredOp.Write(op, row.Head) };
        var version = await work.AppendAsync(partition, entry, cancellationToken).ConfigureAwait(false);
        if (version == 0)
        {
            throw new StoreConflictException($"Another operation of this customer's carts is named '{op.Id}'.");
        }

        instance.Failpoints.Hit(Failpoints.CartAppended);
        var before = row.Life.Stage;
        row.Head = row.Head.With(op with { Version = version }, Rule)
            ?? CartLog.Fold(instance.Tenant, row.Cart, await ReadLogAsync(work, row.Head, cancellationToken).ConfigureAwait(false), Rule);
        row.Woke |= before != CartStage.Active && row.Life.Stage == CartStage.Active;
    }

    public async ValueTask PutAsync(IUnitOfWork work, CartRow row, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(row.Cart.Customer);
        if (row.Stored == 0)
        {
            await CustomerUnit.RefuseErasedAsync(work, partition, cancellationToken).ConfigureAwait(false);
        }

        if (row.Stored == 0 || row.Woke)
        {
            await CartAging.ScheduleAsync(work, row.Head, instance.Options.Carts, cancellationToken).ConfigureAwait(false);
        }

        row.Woke = false;
        row.Stored = await work.PutAsync(partition, KeyOf(row.Cart.Number), row.Stored, StoredHead.Write(row.Head, row.Quotes), cancellationToken).ConfigureAwait(false);
        instance.Failpoints.Hit(Failpoints.CartPut);
    }

    /// <summary>A cart's operations, from its first on, with the unit's own.</summary>
    public ValueTask<List<CartOp>> ReadLogAsync(IUnitOfWork work, CartHead head, CancellationToken cancellationToken) =>
        ReadLogAsync(head, (after, limit) => work.ReadEventsAsync(PartitionKey.Of(head.Cart.Customer), Source, after, limit, cancellationToken));

    /// <summary>A cart's committed operations.</summary>
    public ValueTask<List<CartOp>> ReadLogAsync(CartHead head, CancellationToken cancellationToken) =>
        ReadLogAsync(head, (after, limit) => instance.Store.ReadEventsAsync(instance.Tenant, PartitionKey.Of(head.Cart.Customer), Source, after, limit, cancellationToken));

    /// <summary>The cart with nothing folded that lies after a version, for whoever goes by that version.</summary>
    /// <returns>Null when that was too long ago.</returns>
    public async ValueTask<CartHead?> ReachAsync(IUnitOfWork work, CartHead head, long seen, CancellationToken cancellationToken)
    {
        var log = await ReadLogAsync(work, head, cancellationToken).ConfigureAwait(false);
        return CartFolding.IsHeld(log, seen, Now) ? CartLog.Fold(instance.Tenant, head.Cart, log, Rule, seen) : null;
    }

    private async ValueTask<List<CartOp>> ReadLogAsync(CartHead head, Func<long, int, ValueTask<IReadOnlyList<EventRow>>> read)
    {
        var (ops, tables, after) = (new List<CartOp>(), new StoredTables(instance.Tenant), long.Max(head.Since - 1, 0));
        while (true)
        {
            var rows = await read(after, Page).ConfigureAwait(false);
            foreach (var row in rows)
            {
                after = row.Sequence;
                if (row.Entry.Type == TimelineTypes.Cart && StoredOp.NumberOf(row.Entry.Body.Span) == head.Cart.Number)
                {
                    ops.Add(StoredOp.Read(row.Entry.Body.Span, tables, row.Entry.Id, row.Sequence, row.Entry.At, row.Entry.RecordedAt));
                }
            }

            if (rows.Count < Page)
            {
                return ops;
            }
        }
    }
}
