using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Takes one delivery from the outbox to its provider. No unit of work is open while host code or a provider is called.</summary>
internal sealed class Dispatcher(Instance instance, CampaignCatalog campaigns, Judge judge, AttemptStart start, AttemptEnd end, Reconciler reconciler, PoisonRows poison)
{
    public async ValueTask HandleAsync(ScheduleClaim claim)
    {
        instance.Failpoints.Hit(Failpoints.DispatchClaimed);
        using var activity = Telemetry.StartDispatch();
        Attempt? attempt;
        try
        {
            attempt = await BeginAsync(claim).ConfigureAwait(false);
        }
        catch (Exception defect) when (PoisonRows.IsDefect(defect))
        {
            await poison.NoteAsync(claim, defect).ConfigureAwait(false);
            return;
        }

        if (attempt is not null)
        {
            instance.Failpoints.Hit(Failpoints.AttemptBeforeCall);
            var outcome = await CallAsync(attempt).ConfigureAwait(false);
            instance.Failpoints.Hit(Failpoints.AttemptAfterCall);
            await end.EndAsync(attempt, outcome).ConfigureAwait(false);
        }
    }

    /// <summary>Judges the delivery anew, as of now and for its channel only, and begins an attempt; null when there is nothing to call.</summary>
    private async ValueTask<Attempt?> BeginAsync(ScheduleClaim claim)
    {
        var none = CancellationToken.None;
        var queued = await QueuedDelivery.ReadAsync(instance, claim.Partition, new DeliveryId(claim.Key), none).ConfigureAwait(false);
        if (queued is null || queued.IsSettled)
        {
            await CompleteAsync(claim).ConfigureAwait(false);
            return null;
        }

        if (Reconciler.Concerns(queued))
        {
            await reconciler.AskAsync(claim, queued).ConfigureAwait(false);
            return null;
        }

        var content = queued.Content;
        var campaign = await campaigns.FindAsync(content.Message.Campaign, none).ConfigureAwait(false);
        var channels = instance.Channels.Find(content.Channel) is { } definition ? new[] { definition } : [];
        var around = await judge.LookAroundAsync(content, channels, none).ConfigureAwait(false);
        return await StoreConflicts.RetryAsync(null, () => start.TryBeginAsync(claim, content, campaign, around)).ConfigureAwait(false);
    }

    private async ValueTask<AttemptOutcome> CallAsync(Attempt attempt)
    {
        var outgoing = attempt.Outgoing;
        using var activity = Telemetry.StartAttempt(outgoing, attempt.Adapter.Account);
        var (outcome, thrown) = await instance.Calls.SendAsync(attempt.Adapter, outgoing, instance.Dispatches && attempt.Others.Count == 0).ConfigureAwait(false);
        if (thrown is not null)
        {
            Logs.AdapterThrew(instance.Log, outgoing.Channel, attempt.Adapter.Account, outgoing.Delivery, thrown.GetType().FullName, thrown.StackTrace);
        }

        Telemetry.Attempted(activity, outgoing, attempt.Adapter.Account, outcome);
        return outcome;
    }

    private async ValueTask CompleteAsync(ScheduleClaim claim)
    {
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [claim.Partition], null, CancellationToken.None).ConfigureAwait(false);
        await work.TryCompleteAsync(claim, CancellationToken.None).ConfigureAwait(false);
        await work.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
