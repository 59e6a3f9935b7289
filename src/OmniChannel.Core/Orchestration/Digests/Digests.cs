using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What is being collected for people. Safe for many threads.</summary>
public sealed class Digests
{
    private readonly Instance instance;
    private readonly Action started;

    internal Digests(Instance instance, Action started)
    {
        this.instance = instance;
        this.started = started;
    }

    /// <summary>Takes one message back out of a digest, as long as that was not begun to be sent. When it was the last one, the delivery is cancelled and gives back what it took.</summary>
    /// <param name="delivery">The delivery, as <see cref="SendResult.Deferred"/> named it.</param>
    /// <param name="item">The message, as <see cref="SendResult.Deferred.Item"/> named it.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>Whether it was there and is not sent.</returns>
    public async ValueTask<bool> RemoveAsync(DeliveryId delivery, string item, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(item);
        started();
        return await DeliveryPlace.FindAsync(instance, delivery, cancellationToken).ConfigureAwait(false) is { } customer
            && await StoreConflicts.RetryAsync(null, () => TryRemoveAsync(customer, delivery, item, cancellationToken)).ConfigureAwait(false);
    }

    private async ValueTask<bool> TryRemoveAsync(CustomerId customer, DeliveryId delivery, string item, CancellationToken cancellationToken)
    {
        var seen = await QueuedDelivery.ReadAsync(instance, PartitionKey.Of(customer), delivery, cancellationToken).ConfigureAwait(false);
        PartitionKey[] others = seen is null ? [] : Settlement.OthersOf(instance, seen.Content);
        await using var unit = await CustomerUnit.OpenAsync(instance, customer, others, null, cancellationToken).ConfigureAwait(false);
        if (await QueuedDelivery.FindAsync(unit.Work, unit.Partition, delivery, cancellationToken).ConfigureAwait(false) is not { Row.State: OutboxState.Queued, Content.Items: { } items } queued || items.All(one => one.Id != item))
        {
            return false;
        }

        await Journal.DroppedAsync(unit, queued, item, Reason.Of(DeliveryStanding.Cancelled), instance.Now, cancellationToken).ConfigureAwait(false);
        DigestItem[] left = [.. items.Where(one => one.Id != item)];
        if (left.Length > 0)
        {
            await queued.UpdateAsync(unit.Work, OutboxState.Queued, DigestFold.With(queued.Content, left), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var reason = Reason.Of(DeliveryStanding.Cancelled);
            await Settlement.GiveBackAsync(instance, unit, queued, cancellationToken).ConfigureAwait(false);
            await queued.UpdateAsync(unit.Work, OutboxState.Skipped, queued.Content with { NextAt = null, Reason = reason }, cancellationToken).ConfigureAwait(false);
            await unit.Work.UnscheduleAsync(unit.Partition, OutboxContent.ScheduleKind, delivery.Value, cancellationToken).ConfigureAwait(false);
            await Journal.SettledAsync(unit, queued, OutboxState.Skipped, reason, instance.Now, cancellationToken).ConfigureAwait(false);
        }

        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }
}
