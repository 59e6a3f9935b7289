using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Ends a delivery for a reason of ours. What certainly reached nobody gives back its place under the caps and its money; what may have, keeps them and stays in doubt.</summary>
internal static class Settlement
{
    /// <summary>Ends it. One that another of several devices has is no failure: it was handed over.</summary>
    public static async ValueTask SettleAsync(Instance instance, CustomerUnit unit, ScheduleClaim claim, QueuedDelivery queued, OutboxState state, Reason reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (queued.Content.IsReached == true)
        {
            await NoteHandOverAsync(unit, claim, queued, now, cancellationToken).ConfigureAwait(false);
            return;
        }

        var settled = queued.Content.MayBeSent && state == OutboxState.Skipped ? OutboxState.Unknown : state;
        if (!queued.Content.MayBeSent)
        {
            await GiveBackAsync(instance, unit, queued, cancellationToken).ConfigureAwait(false);
        }

        var content = queued.Content with { NextAt = null, Reason = reason };
        await queued.UpdateAsync(unit.Work, settled, content, cancellationToken).ConfigureAwait(false);
        await unit.Work.CompleteAsync(claim, cancellationToken).ConfigureAwait(false);
        await StepUpSchedule.FollowAsync(unit, queued.Delivery, settled, content, now, cancellationToken).ConfigureAwait(false);
        await Journal.SettledAsync(unit, queued, settled, reason, now, cancellationToken).ConfigureAwait(false);
        if (settled == OutboxState.Parked)
        {
            unit.Afterwards(() => Logs.Parked(instance.Log, queued.Content.Channel, queued.Delivery, reason.Code));
        }
    }

    /// <summary>Ends a delivery that its provider took over, or one of several devices: it is not sent again.</summary>
    public static async ValueTask NoteHandOverAsync(CustomerUnit unit, ScheduleClaim claim, QueuedDelivery queued, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await queued.UpdateAsync(unit.Work, OutboxState.Accepted, queued.Content with { NextAt = null, Reason = null }, cancellationToken).ConfigureAwait(false);
        await unit.Work.CompleteAsync(claim, cancellationToken).ConfigureAwait(false);
        await StepUpSchedule.FollowAsync(unit, queued.Delivery, OutboxState.Accepted, queued.Content, now, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a unit has to name beside the customer, so that it can give back what a delivery took.</summary>
    public static PartitionKey[] OthersOf(Instance instance, OutboxContent content) => (content.Spend, content.CountedAt) switch
    {
        (null, null) => [],
        (not null, null) => [BudgetBook.LeaseOf(instance, content.Message.Campaign)],
        (null, { } at) => [AddressCaps.PartitionOf(at)],
        (not null, { } at) => [BudgetBook.LeaseOf(instance, content.Message.Campaign), AddressCaps.PartitionOf(at)],
    };

    /// <summary>Takes a delivery back that waits and certainly reached nobody.</summary>
    public static async ValueTask TakeBackAsync(Instance instance, CustomerUnit unit, QueuedDelivery queued, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reason = Reason.Of(DeliveryStanding.Cancelled);
        await GiveBackAsync(instance, unit, queued, cancellationToken).ConfigureAwait(false);
        await queued.UpdateAsync(unit.Work, OutboxState.Skipped, queued.Content with { NextAt = null, Reason = reason }, cancellationToken).ConfigureAwait(false);
        await unit.Work.UnscheduleAsync(unit.Partition, OutboxContent.ScheduleKind, queued.Delivery.Value, cancellationToken).ConfigureAwait(false);
        await Journal.SettledAsync(unit, queued, OutboxState.Skipped, reason, now, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives back the place under the caps, the person's and the address's, and what was charged to the campaign; the unit names <see cref="OthersOf"/>.</summary>
    /// <exception cref="StoreConflictException">It named those of another delivery, or of this one as it was before.</exception>
    public static async ValueTask GiveBackAsync(Instance instance, CustomerUnit unit, QueuedDelivery queued, CancellationToken cancellationToken)
    {
        unit.State = CustomerFold.Release(unit.State, queued.Delivery);
        await AddressCaps.ForgetAsync(unit, queued, cancellationToken).ConfigureAwait(false);

        if (queued.Content.Spend is { } spend)
        {
            unit.Require(BudgetBook.LeaseOf(instance, queued.Content.Message.Campaign));
            await BudgetBook.GiveBackAsync(unit.Work, instance, queued.Content.Message.Campaign, spend, cancellationToken).ConfigureAwait(false);
        }
    }
}
