using System.Text;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Purges what is older than it is to be kept. A row of the one schedule walks over all customers, and then over all addresses, in batches; how far it has come is a state row, so it goes on after a restart, and one node at a time does it.</summary>
internal sealed class Retention(Instance instance)
{
    public const string ScheduleKind = "retention";
    private const string Cursor = "cursor";

    /// <summary>Before a cursor that is among the addresses, whose turn comes after the last customer: no customer's name begins so.</summary>
    private const char InAddresses = '\u0001';
    private const int Customers = 100;
    private const int Rows = 500;
    private static readonly TimeSpan Between = TimeSpan.FromDays(1);
    private static readonly PartitionKey Partition = new(PartitionKind.Lease, "retention");

    private readonly AddressRetention addresses = new(instance);
    private readonly RunOutNames names = new(instance);

    private RetentionSettings Kept => instance.Options.Retention;

    /// <summary>Makes sure that there will be a first walk.</summary>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        if (!Kept.IsSet || await instance.Store.ReadStateAsync(instance.Tenant, Partition, Cursor, cancellationToken).ConfigureAwait(false) is not null)
        {
            return;
        }

        await StoreConflicts.RetryAsync(null, async () =>
        {
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [Partition], null, cancellationToken).ConfigureAwait(false);
            if (await work.GetAsync(Partition, Cursor, cancellationToken).ConfigureAwait(false) is null)
            {
                await MoveAsync(work, "", instance.Now, cancellationToken).ConfigureAwait(false);
                await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            }

            return true;
        }).ConfigureAwait(false);
    }

    /// <summary>One batch; the next at once, or in a day when all were looked at.</summary>
    public async ValueTask HandleAsync(ScheduleClaim claim)
    {
        var none = CancellationToken.None;
        var row = await instance.Store.ReadStateAsync(instance.Tenant, Partition, Cursor, none).ConfigureAwait(false);
        var after = row is null ? "" : Encoding.UTF8.GetString(row.Body.Span);
        var isInAddresses = after.StartsWith(InAddresses);
        var batch = Kept.IsSet && !isInAddresses ? await instance.Store.ListPartitionsAsync(instance.Tenant, PartitionKind.Customer, after.Length == 0 ? null : after, Customers, none).ConfigureAwait(false) : [];
        foreach (var partition in batch)
        {
            while (await StoreConflicts.RetryAsync(null, () => PurgeAsync(partition)).ConfigureAwait(false))
            {
            }
        }

        var next = batch.Count == Customers ? batch[^1].Key : null;
        if (next is null && Kept.IsSet && await addresses.PurgeAsync(isInAddresses ? after[1..] : null).ConfigureAwait(false) is { } address)
        {
            next = InAddresses + address;
        }

        if (next is null)
        {
            await names.PurgeAsync(none).ConfigureAwait(false);
        }

        await StoreConflicts.RetryAsync(null, async () =>
        {
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [Partition], null, none).ConfigureAwait(false);
            if (await work.TryCompleteAsync(claim, none).ConfigureAwait(false))
            {
                await MoveAsync(work, next ?? "", next is null ? instance.Now + Between : instance.Now, none).ConfigureAwait(false);
                await work.CommitAsync(none).ConfigureAwait(false);
            }

            return true;
        }).ConfigureAwait(false);
    }

    private static async ValueTask MoveAsync(IUnitOfWork work, string after, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var row = await work.GetAsync(Partition, Cursor, cancellationToken).ConfigureAwait(false);
        await work.PutAsync(Partition, Cursor, row?.Version ?? 0, Encoding.UTF8.GetBytes(after), cancellationToken).ConfigureAwait(false);
        await work.ScheduleAsync(Partition, ScheduleKind, Cursor, due, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A customer's oldest entries and deliveries, some hundred of each in one unit. Looks before it locks: most customers have nothing to purge.</summary>
    /// <returns>Whether there may be more.</returns>
    private async ValueTask<bool> PurgeAsync(PartitionKey partition)
    {
        var none = CancellationToken.None;
        var (events, moreEvents) = await OldEventsAsync(partition).ConfigureAwait(false);
        var deliveries = await OldDeliveriesAsync(partition).ConfigureAwait(false);
        if (events.Count == 0 && deliveries.Count == 0)
        {
            return false;
        }

        await using var work = await instance.Store.BeginAsync(instance.Tenant, [partition], null, none).ConfigureAwait(false);
        await work.RemoveEventsAsync(partition, events, none).ConfigureAwait(false);
        foreach (var delivery in deliveries)
        {
            if (await work.GetOutboxAsync(partition, delivery, none).ConfigureAwait(false) is { } old && IsSettled(old))
            {
                await ReleaseAsync(work, old).ConfigureAwait(false);
                await work.RemoveOutboxAsync(partition, delivery, none).ConfigureAwait(false);
            }
        }

        await work.CommitAsync(none).ConfigureAwait(false);
        return moreEvents || deliveries.Count == Rows;
    }

    private async ValueTask<(List<long> Sequences, bool HasMore)> OldEventsAsync(PartitionKey partition)
    {
        var old = new List<long>();
        if (Kept.Timeline is not { } kept)
        {
            return (old, false);
        }

        var (before, after) = (instance.Now - kept, 0L);
        while (true)
        {
            var page = await instance.Store.ReadEventsAsync(instance.Tenant, partition, null, after, Rows, CancellationToken.None).ConfigureAwait(false);
            foreach (var row in page)
            {
                if (row.Entry.RecordedAt >= before)
                {
                    return (old, false);
                }

                after = row.Sequence;
                if (row.Entry.Type != TimelineTypes.Cart)
                {
                    old.Add(row.Sequence);
                }
            }

            if (page.Count < Rows || old.Count >= Rows)
            {
                return (old, page.Count == Rows);
            }
        }
    }

    private async ValueTask<List<DeliveryId>> OldDeliveriesAsync(PartitionKey partition)
    {
        var old = new List<DeliveryId>();
        if (Kept.Deliveries is not { } kept)
        {
            return old;
        }

        var (before, after) = (instance.Now - kept, (DeliveryId?)null);
        while (true)
        {
            var page = await instance.Store.ListOutboxAsync(instance.Tenant, partition, after, Rows, CancellationToken.None).ConfigureAwait(false);
            old.AddRange(page.Where(row => row.CreatedAt < before && IsSettled(row)).Select(row => row.Delivery).Take(Rows - old.Count));
            if (page.Count < Rows || old.Count == Rows)
            {
                return old;
            }

            after = page[^1].Delivery;
        }
    }

    private static bool IsSettled(OutboxRow row) => row.State is not (OutboxState.Queued or OutboxState.Calling or OutboxState.Retrying);

    /// <summary>What led to a delivery, by its name or a key, goes with it.</summary>
    private static async ValueTask ReleaseAsync(IUnitOfWork work, OutboxRow purged)
    {
        await work.RemoveLookupAsync(LookupKind.Delivery, purged.Delivery.Value, CancellationToken.None).ConfigureAwait(false);
        if (QueuedDelivery.ReadableOf(purged) is { } old)
        {
            await Superseding.ReleaseAsync(work, old, CancellationToken.None).ConfigureAwait(false);
            await Collector.ReleaseAsync(work, old, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
