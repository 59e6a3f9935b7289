using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>
/// Rows found in the middle of a call: a process or lease that ended left them there, in doubt. What was promised for doubt is done with them before anybody is asked anything, so that whatever breaks afterwards finds
/// them where they can be set aside.
/// </summary>
internal sealed class Interruptions(Instance instance)
{
    /// <summary>Whether nobody knows what became of the last attempt; a receipt may have told.</summary>
    public static bool Concerns(QueuedDelivery queued) => queued.Row.State == OutboxState.Calling && !DeliveryStanding.ProvesHandOver(queued.Content.Reports);

    /// <returns>Whether there is more to do for the delivery: it ended in doubt where at most once was promised, or another worker has it.</returns>
    public async ValueTask<bool> TryNoteAsync(ScheduleClaim claim, QueuedDelivery seen)
    {
        var none = CancellationToken.None;
        await using var unit = await CustomerUnit.OpenAsync(instance, seen.Content.Customer, Settlement.OthersOf(instance, seen.Content), null, none).ConfigureAwait(false);
        if (!await unit.Work.TryRenewAsync(claim, instance.LeaseClock, instance.Options.Lease, none).ConfigureAwait(false)
            || await QueuedDelivery.FindAsync(unit.Work, unit.Partition, seen.Delivery, none).ConfigureAwait(false) is not { } queued)
        {
            return false;
        }

        if (!Concerns(queued))
        {
            return true; // a receipt came meanwhile
        }

        var now = instance.Now;
        var effect = AttemptFold.Interrupted(queued.Content, now, instance.Options.MaxAttempts);
        await Journal.EndedAsync(unit, queued, effect, AttemptFold.Interruption, now, none).ConfigureAwait(false);
        var isOver = effect.State == OutboxState.Unknown;
        if (isOver)
        {
            await Settlement.SettleAsync(instance, unit, claim, queued with { Content = effect.Content }, OutboxState.Unknown, effect.Content.Reason!, now, none).ConfigureAwait(false);
        }
        else
        {
            await queued.UpdateAsync(unit.Work, OutboxState.Retrying, effect.Content with { NextAt = now }, none).ConfigureAwait(false);
        }

        await unit.CommitAsync(none).ConfigureAwait(false);
        return !isOver;
    }
}
