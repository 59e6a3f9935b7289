using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What is done with a delivery that breaks whoever takes it up: the defect counts as a failed attempt, and the last one sets it aside, so that it stands in nobody's way.</summary>
internal sealed class PoisonRows(Instance instance)
{
    /// <summary>Whether an exception says something of the row: whatever the host's code throws does, a time that ran out too; a store that is away or in the way says nothing of it.</summary>
    public static bool IsDefect(Exception exception) =>
        exception is not (StoreConflictException or StoreUnavailableException or StoreOutcomeUnknownException or CustomerErasedException);

    public async ValueTask NoteAsync(ScheduleClaim claim, Exception defect)
    {
        Logs.DeliveryBroke(instance.Log, claim.Key, defect.GetType().FullName, defect.StackTrace);
        var reason = Reason.Of("parked.defect", new ReasonArgument("defect", defect.GetType().Name));
        try
        {
            await StoreConflicts.RetryAsync(null, () => TryNoteAsync(claim, reason)).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            await StoreConflicts.RetryAsync(null, () => TryParkAsync(claim)).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> TryNoteAsync(ScheduleClaim claim, Reason reason)
    {
        var none = CancellationToken.None;
        if (await QueuedDelivery.ReadAsync(instance, claim.Partition, new DeliveryId(claim.Key), none).ConfigureAwait(false) is not { IsSettled: false } seen)
        {
            return false;
        }

        await using var unit = await CustomerUnit.OpenAsync(instance, seen.Content.Customer, Settlement.OthersOf(instance, seen.Content), null, none).ConfigureAwait(false);
        var now = instance.Now;
        if (!await unit.Work.TryRenewAsync(claim, instance.LeaseClock, instance.Options.Lease, none).ConfigureAwait(false)
            || await QueuedDelivery.FindAsync(unit.Work, unit.Partition, seen.Delivery, none).ConfigureAwait(false) is not { Row.State: OutboxState.Queued or OutboxState.Retrying } queued)
        {
            return false; // another's, or in the middle of a call of our own: the end of the lease says what becomes of it, and Interruptions before anybody is asked again
        }

        var content = queued.Content with { Failures = queued.Content.Failures + 1, Reason = reason };
        if (content.Failures >= instance.Options.MaxAttempts)
        {
            await Settlement.SettleAsync(instance, unit, claim, queued with { Content = content }, OutboxState.Parked, reason, now, none).ConfigureAwait(false);
        }
        else
        {
            var next = StepUpFold.NotAfterTheChannel(content, now + RetrySchedule.After(content.Failures, null, instance.Chance.Share()));
            next = next < content.ExpiresAt ? next : content.ExpiresAt;
            await queued.UpdateAsync(unit.Work, queued.Row.State, content with { NextAt = next }, none).ConfigureAwait(false);
            await DeliveryTurn.ScheduleAsync(unit.Work, unit.Partition, queued.Delivery, content.Message, next, none).ConfigureAwait(false);
        }

        await unit.CommitAsync(none).ConfigureAwait(false);
        return true;
    }

    /// <summary>What cannot even be read is set aside as it is.</summary>
    private async ValueTask<bool> TryParkAsync(ScheduleClaim claim)
    {
        var none = CancellationToken.None;
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [claim.Partition], null, none).ConfigureAwait(false);
        if (!await work.TryCompleteAsync(claim, none).ConfigureAwait(false) || await work.GetOutboxAsync(claim.Partition, new DeliveryId(claim.Key), none).ConfigureAwait(false) is not { } row)
        {
            return false;
        }

        await work.TryUpdateOutboxAsync(row with { State = OutboxState.Parked, Fence = row.Fence + 1 }, row.Fence, none).ConfigureAwait(false);
        await work.CommitAsync(none).ConfigureAwait(false);
        return true;
    }
}
