using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>The rows of the schedule at which messages go on to the next channel of their plan, one for each delivery that waits to be seen. Works on open units and never commits.</summary>
internal static class StepUpSchedule
{
    /// <summary>The kind under which the schedule knows a step; its key is the delivery that was not seen.</summary>
    public const string Kind = "step-up";

    /// <summary>After a delivery came to an end: writes down when the next channel has its turn, if one has.</summary>
    public static async ValueTask FollowAsync(CustomerUnit unit, DeliveryId delivery, OutboxState state, OutboxContent content, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (StepUpFold.DueOf(state, content, now) is { } due)
        {
            await PutAsync(unit, delivery, content, due, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes down when a delivery goes on.</summary>
    public static ValueTask PutAsync(CustomerUnit unit, DeliveryId delivery, OutboxContent content, DateTimeOffset due, CancellationToken cancellationToken) =>
        unit.Work.ScheduleAsync(unit.Partition, Kind, delivery.Value, due, DeliveryTurn.Of(content.Message) with { InOrder = false }, cancellationToken);

    /// <summary>Has a delivery go on no more, whatever becomes of it yet: a call that is under way, a bounce that is reported later.</summary>
    public static async ValueTask ForgetAsync(IUnitOfWork work, PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        await work.UnscheduleAsync(partition, Kind, delivery.Value, cancellationToken).ConfigureAwait(false);
        if (await QueuedDelivery.FindAsync(work, partition, delivery, cancellationToken).ConfigureAwait(false) is { Content.Rest: not null } queued)
        {
            await queued.UpdateAsync(work, queued.Row.State, queued.Content with { Rest = null }, cancellationToken).ConfigureAwait(false);
        }
    }
}
