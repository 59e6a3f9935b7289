using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Records what became of deliveries: the timeline's entry, the delivery's status, and what the customer's state learns from it, in one transaction.</summary>
internal sealed class ReceiptRecorder(Instance instance)
{
    public async ValueTask<RecordResult> RecordAsync(Receipt receipt, RecordOptions? options, CancellationToken cancellationToken)
    {
        RecordChecks.Check(receipt, instance.Now);
        using var activity = Telemetry.StartRecord("receipt");
        var result = await DeliveryPlace.FindAsync(instance, receipt.Delivery, cancellationToken).ConfigureAwait(false) is { } customer
            ? await StoreConflicts.RetryAsync(options?.Transaction, () => TryRecordAsync(receipt, customer, options, cancellationToken)).ConfigureAwait(false)
            : RecordResult.UnknownDelivery;
        Telemetry.Received(receipt, result);
        return result;
    }

    private async ValueTask<RecordResult> TryRecordAsync(Receipt receipt, CustomerId customer, RecordOptions? options, CancellationToken cancellationToken)
    {
        await using var unit = await CustomerUnit.OpenAsync(instance, customer, [], options?.Transaction, cancellationToken).ConfigureAwait(false);
        if (await QueuedDelivery.FindAsync(unit.Work, unit.Partition, receipt.Delivery, cancellationToken).ConfigureAwait(false) is not { } queued)
        {
            return RecordResult.UnknownDelivery;
        }

        var body = new TimelineBody { Delivery = receipt.Delivery, Campaign = queued.Content.Message.Campaign, Channel = queued.Content.Channel, Receipt = receipt };
        if (!await unit.AppendAsync(receipt.Source, receipt.Id, TimelineTypes.Of(receipt.Kind), receipt.At.ToUniversalTime(), instance.Now, body, cancellationToken).ConfigureAwait(false))
        {
            return RecordResult.Duplicate;
        }

        if (DeliveryStanding.Counts(receipt))
        {
            await FoldAsync(unit, queued, receipt, cancellationToken).ConfigureAwait(false);
        }

        instance.Failpoints.Hit(Failpoints.RecordBeforeCommit);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return RecordResult.Recorded;
    }

    private static async ValueTask FoldAsync(CustomerUnit unit, QueuedDelivery queued, Receipt receipt, CancellationToken cancellationToken)
    {
        var content = queued.Content;
        var address = content.Frozen?.Address ?? unit.State.Contacts.FirstOrDefault(contact => contact.Delivery == queued.Delivery)?.Address ?? "";
        unit.State = CustomerFold.Apply(unit.State, receipt, content.Channel, content.Message.Purpose, address);

        content = content with { Reports = DeliveryStanding.With(content.Reports, DeliveryStanding.Of(receipt.Kind)) };
        var state = queued.Row.State;
        if (DeliveryStanding.ProvesHandOver(content.Reports) && (state is OutboxState.Retrying or OutboxState.Unknown || (state == OutboxState.Parked && content.MayBeSent)))
        {
            // The doubt is over: it did go out, and is not sent again.
            state = OutboxState.Accepted;
            content = content with { NextAt = null, Reason = null };
            unit.State = CustomerFold.Accepted(unit.State, content.Channel);
            await unit.Work.UnscheduleAsync(unit.Partition, OutboxContent.ScheduleKind, queued.Delivery.Value, cancellationToken).ConfigureAwait(false);
        }

        await queued.UpdateAsync(unit.Work, state, content, cancellationToken).ConfigureAwait(false);
    }
}
