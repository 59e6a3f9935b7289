using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Asks a provider what became of an attempt that ended in doubt, and settles it by the answer, has it sent again, or asks again later.</summary>
internal sealed class Reconciler(Instance instance)
{
    /// <summary>Whether a delivery has to be asked for before anything else is done with it.</summary>
    public static bool Concerns(QueuedDelivery queued) =>
        AttemptFold.PromiseOf(queued.Content) == SendGuarantee.Reconcile && (queued.Content.MayBeSent || queued.Row.State == OutboxState.Calling);

    public async ValueTask AskAsync(ScheduleClaim claim, QueuedDelivery seen)
    {
        var (channel, frozen) = (seen.Content.Channel, seen.Content.Frozen);
        var answer = frozen is not null && instance.Accounts.Find(channel, frozen.Account) is IReconcilingAdapter adapter
            ? await AskAsync(adapter, Freezer.OutgoingOf(seen, frozen, instance.Tenant), frozen.Account).ConfigureAwait(false)
            : null;
        await StoreConflicts.RetryAsync(null, () => TryFollowAsync(claim, seen, answer)).ConfigureAwait(false);
    }

    private async ValueTask<ReconcileAnswer> AskAsync(IReconcilingAdapter adapter, OutgoingMessage message, string account)
    {
        var deadline = instance.Calls.Deadline;
        var cut = instance.Calls.Cut;
        using var patience = new CancellationTokenSource(deadline, instance.Time);
        using var stopped = cut.UnsafeRegister(static asking => ((CancellationTokenSource)asking!).Cancel(), patience);
        try
        {
            return await adapter.ReconcileAsync(message, patience.Token).AsTask().WaitAsync(deadline, instance.Time, cut).ConfigureAwait(false);
        }
        catch (Exception) when (cut.IsCancellationRequested)
        {
            throw new OperationCanceledException(cut); // it says nothing of the message: whoever runs then asks anew
        }
#pragma warning disable CA1031 // An adapter is foreign code; whatever it throws is no answer, logged, and asked again later.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Logs.AdapterThrew(instance.Log, message.Channel, account, message.Delivery, exception.GetType().FullName, exception.StackTrace);
            return ReconcileAnswer.Unclear($"The adapter threw {exception.GetType().Name}.");
        }
    }

    /// <returns>False when another worker has taken the delivery over.</returns>
    private async ValueTask<bool> TryFollowAsync(ScheduleClaim claim, QueuedDelivery seen, ReconcileAnswer? answer)
    {
        var none = CancellationToken.None;
        PartitionKey[] others = seen.Content.Spend is null ? [] : [BudgetBook.LeaseOf(instance, seen.Content.Message.Campaign)];
        await using var unit = await CustomerUnit.OpenAsync(instance, seen.Content.Customer, others, null, none).ConfigureAwait(false);
        var now = instance.Now;
        if (!await unit.Work.TryRenewAsync(claim, instance.LeaseClock, instance.Options.Lease, none).ConfigureAwait(false)
            || await QueuedDelivery.FindAsync(unit.Work, unit.Partition, seen.Delivery, none).ConfigureAwait(false) is not { IsSettled: false } queued
            || queued.Row.Fence != seen.Row.Fence)
        {
            return false;
        }

        await (answer switch
        {
            null => SettleAsync(unit, claim, queued, Reason.Of("unknown.cannot-ask", new ReasonArgument("account", queued.Content.Account ?? "")), now),
            { WasSent: true } => AcceptAsync(unit, claim, queued, answer, now),
            { WasSent: false } => GoOnAsync(unit, queued, queued.Content with { MayBeSent = false, NextAt = now, Reason = Reason.Of("reconciled.not-sent") }, now),
            _ => WaitAsync(unit, claim, queued, answer, now),
        }).ConfigureAwait(false);
        await unit.CommitAsync(none).ConfigureAwait(false);
        return true;
    }

    private async Task AcceptAsync(CustomerUnit unit, ScheduleClaim claim, QueuedDelivery queued, ReconcileAnswer answer, DateTimeOffset now)
    {
        var none = CancellationToken.None;
        var content = queued.Content with { MayBeSent = true, NextAt = null, Reason = null, ProviderMessageId = answer.ProviderMessageId ?? queued.Content.ProviderMessageId };
        await queued.UpdateAsync(unit.Work, OutboxState.Accepted, content, none).ConfigureAwait(false);
        await unit.Work.TryCompleteAsync(claim, none).ConfigureAwait(false);
        await Correspondence.NoteAsync(unit, instance.Accounts.Find(content.Channel, content.Account ?? ""), queued.Delivery, content.Frozen?.Address ?? "", content.ProviderMessageId, now, none).ConfigureAwait(false);
        await StepUpSchedule.FollowAsync(unit, queued.Delivery, OutboxState.Accepted, content, now, none).ConfigureAwait(false);
        await Journal.ReconciledAsync(unit, queued, content.ProviderMessageId, null, Reason.Of("reconciled.sent"), now, none).ConfigureAwait(false);
    }

    private Task WaitAsync(CustomerUnit unit, ScheduleClaim claim, QueuedDelivery queued, ReconcileAnswer answer, DateTimeOffset now)
    {
        var reason = Reason.Of("reconciled.unclear", new ReasonArgument("detail", answer.Detail ?? ""));
        var failures = queued.Content.Failures + 1;
        return failures >= instance.Options.MaxAttempts || now >= queued.Content.ExpiresAt
            ? SettleAsync(unit, claim, queued, reason, now)
            : GoOnAsync(unit, queued, queued.Content with { MayBeSent = true, Failures = failures, NextAt = now + RetrySchedule.After(failures, answer.AskAgainAfter, instance.Chance.Share()), Reason = reason }, now);
    }

    private static async Task GoOnAsync(CustomerUnit unit, QueuedDelivery queued, OutboxContent content, DateTimeOffset now)
    {
        var none = CancellationToken.None;
        await queued.UpdateAsync(unit.Work, OutboxState.Retrying, content, none).ConfigureAwait(false);
        await DeliveryTurn.ScheduleAsync(unit.Work, unit.Partition, queued.Delivery, content.Message, content.NextAt!.Value, none).ConfigureAwait(false);
        await Journal.ReconciledAsync(unit, queued, null, content.NextAt, content.Reason!, now, none).ConfigureAwait(false);
    }

    private Task SettleAsync(CustomerUnit unit, ScheduleClaim claim, QueuedDelivery queued, Reason reason, DateTimeOffset now) =>
        Settlement.SettleAsync(instance, unit, claim, queued with { Content = queued.Content with { MayBeSent = true } }, OutboxState.Unknown, reason, now, CancellationToken.None).AsTask();
}
