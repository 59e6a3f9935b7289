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
        var address = await ShutsAsync(receipt, customer, cancellationToken).ConfigureAwait(false);
        PartitionKey[] others = address is null ? [] : [SuppressionBook.PartitionOf(address.Channel, address.Address)];
        await using var unit = await CustomerUnit.OpenForChangeAsync(instance, customer, others, options?.Transaction, cancellationToken).ConfigureAwait(false);
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
            await FoldAsync(unit, queued, receipt, address, cancellationToken).ConfigureAwait(false);
        }
        else if (receipt.Kind is not (ReceiptKind.HardBounced or ReceiptKind.SoftBounced))
        {
            unit.State = unit.State with { Behaviour = BehaviourFold.Add(unit.State.Behaviour, receipt, queued.Content.Channel) };
        }

        instance.Failpoints.Hit(Failpoints.RecordBeforeCommit);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return RecordResult.Recorded;
    }

    /// <summary>The address that a receipt shuts, which has to be known before the unit opens; null for none.</summary>
    private async ValueTask<ContactPoint?> ShutsAsync(Receipt receipt, CustomerId customer, CancellationToken cancellationToken)
    {
        if (!DeliveryStanding.Counts(receipt) || receipt.Kind is not (ReceiptKind.HardBounced or ReceiptKind.Complained)
            || await QueuedDelivery.ReadAsync(instance, PartitionKey.Of(customer), receipt.Delivery, cancellationToken).ConfigureAwait(false) is not { } queued)
        {
            return null;
        }

        var address = queued.Content.Frozen?.Address ?? AddressOf(queued, await CustomerUnit.ReadAsync(instance, customer, cancellationToken).ConfigureAwait(false));
        return address.Length == 0 ? null : new ContactPoint { Channel = queued.Content.Channel, Address = address };
    }

    private static string AddressOf(QueuedDelivery queued, CustomerState state) =>
        queued.Content.Frozen?.Address ?? state.Contacts.FirstOrDefault(contact => contact.Delivery == queued.Delivery)?.Address ?? "";

    /// <summary>A bounce shuts the address for whoever has it, a complaint for the person; what had happened before somebody lifted it shuts nothing.</summary>
    private async ValueTask ShutAsync(CustomerUnit unit, Receipt receipt, ContactPoint address, CancellationToken cancellationToken)
    {
        var isPersons = receipt.Kind == ReceiptKind.Complained;
        var entry = new SuppressionEntry
        {
            Channel = address.Channel,
            Address = address.Address,
            Customer = isPersons ? new CustomerId(unit.Partition.Key) : null,
            Cause = isPersons ? SuppressionCause.Complaint : SuppressionCause.HardBounce,
            At = receipt.At,
            By = receipt.Source,
        };
        await SuppressionCommands.AddAsync(unit, entry, instance.Now, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask FoldAsync(CustomerUnit unit, QueuedDelivery queued, Receipt receipt, ContactPoint? shut, CancellationToken cancellationToken)
    {
        var content = queued.Content;
        unit.State = CustomerFold.Apply(unit.State, receipt, content.Channel, content.Message.Purpose);
        if (shut is not null)
        {
            await ShutAsync(unit, receipt, shut, cancellationToken).ConfigureAwait(false);
        }

        content = content with { Reports = DeliveryStanding.With(content.Reports, DeliveryStanding.Of(receipt.Kind)) };
        var state = queued.Row.State;
        if (DeliveryStanding.ProvesHandOver(content.Reports) && (state is OutboxState.Retrying or OutboxState.Unknown || (state == OutboxState.Parked && content.MayBeSent)))
        {
            // The doubt is over: it did go out, and is not sent again.
            state = OutboxState.Accepted;
            content = content with { NextAt = null, Reason = null };
            await unit.Work.UnscheduleAsync(unit.Partition, OutboxContent.ScheduleKind, queued.Delivery.Value, cancellationToken).ConfigureAwait(false);
        }

        await queued.UpdateAsync(unit.Work, state, content, cancellationToken).ConfigureAwait(false);
        if (state == OutboxState.Accepted && (queued.Row.State != state || receipt.Kind == ReceiptKind.HardBounced))
        {
            await StepUpSchedule.FollowAsync(unit, queued.Delivery, state, content, instance.Now, cancellationToken).ConfigureAwait(false);
        }
    }
}
