using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Takes one delivery from the outbox to its provider. No unit of work is open while host code or a provider is called.</summary>
internal sealed class Dispatcher(Instance instance, Judge judge, Attempts attempts, Reconciler reconciler, PoisonRows poison)
{
    private readonly AccountGate gate = new(instance);

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
            await attempts.EndAsync(new AttemptAnswer(attempt, outcome)).ConfigureAwait(false);
        }
    }

    /// <summary>Judges the delivery anew, as of now and for its channel only, and begins an attempt; null when there is nothing to call.</summary>
    private async ValueTask<Attempt?> BeginAsync(ScheduleClaim claim)
    {
        var look = await attempts.LookAsync(claim).ConfigureAwait(false);
        if (!look.IsOpen)
        {
            await CompleteAsync(claim).ConfigureAwait(false);
            return null;
        }

        if (Reconciler.Concerns(look.Queued!))
        {
            await reconciler.AskAsync(claim, look.Queued!).ConfigureAwait(false);
            return null;
        }

        // The host is asked here, each delivery by itself: whoever is slow holds up no other.
        var content = look.Queued!.Content;
        var around = await judge.AskAsync(content, look.Around!, CancellationToken.None).ConfigureAwait(false);
        around = await gate.AdmitAsync(content, look.Campaign, around).ConfigureAwait(false);
        Attempt? attempt = null;
        try
        {
            return attempt = await attempts.BeginAsync(look with { Around = around }).ConfigureAwait(false);
        }
        finally
        {
            gate.Settle(content.Channel, around, attempt);
        }
    }

    private async ValueTask<AttemptOutcome> CallAsync(Attempt attempt)
    {
        var outgoing = attempt.Outgoing;
        using var activity = Telemetry.StartAttempt(outgoing, attempt.Adapter.Account);
        var (outcome, thrown) = await instance.Calls.SendAsync(attempt.Adapter, outgoing, CanRepeat(attempt)).ConfigureAwait(false);
        if (thrown is not null)
        {
            Logs.AdapterThrew(instance.Log, outgoing.Channel, attempt.Adapter.Account, outgoing.Delivery, thrown.GetType().FullName, thrown.StackTrace);
        }

        Telemetry.Attempted(activity, outgoing, attempt.Adapter.Account, outcome);
        return outcome;
    }

    /// <summary>Where the dispatcher waits for nothing, another account can send, or each call takes a token, a repetition is the schedule's business.</summary>
    private bool CanRepeat(Attempt attempt) =>
        instance.Dispatches && attempt.Others.Count == 0 && instance.Options.Delivery.LimitsOf(attempt.Outgoing.Channel, attempt.Adapter.Account)?.RatePerSecond is null;

    private async ValueTask CompleteAsync(ScheduleClaim claim)
    {
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [claim.Partition], null, CancellationToken.None).ConfigureAwait(false);
        await work.TryCompleteAsync(claim, CancellationToken.None).ConfigureAwait(false);
        await work.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
