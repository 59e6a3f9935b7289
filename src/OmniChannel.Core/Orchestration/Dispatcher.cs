using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Takes one delivery from the outbox to its provider. No unit of work is open while host code or a provider is called.</summary>
internal sealed class Dispatcher(Instance instance, Judge judge, Attempts attempts, Reconciler reconciler, PoisonRows poison)
{
    private readonly Interruptions interruptions = new(instance);
    private readonly AccountGate gate = new(instance);
    private readonly CallPlaces places = new(int.Max(1, instance.Options.Concurrency));
    private readonly CallPlaces ahead = new(2 * int.Max(1, instance.Options.Concurrency));
    private readonly CallPace pace = new();

    public async ValueTask HandleAsync(ClaimedRow row)
    {
        var claim = row.Claim;
        instance.Failpoints.Hit(Failpoints.DispatchClaimed);
        using var activity = Telemetry.StartDispatch();
        AttemptAnswer? answer;
        try
        {
            answer = await LookAsync(claim, row.TakeSight()).ConfigureAwait(false) is { } look ? await SendAsync(look).ConfigureAwait(false) : null;
        }
        catch (Exception defect) when (PoisonRows.IsDefect(defect) && !(defect is OperationCanceledException && instance.Calls.Cut.IsCancellationRequested))
        {
            await poison.NoteAsync(claim, defect).ConfigureAwait(false);
            return;
        }

        if (answer is not null)
        {
            await attempts.EndAsync(answer).ConfigureAwait(false);
        }
    }

    /// <returns>What was seen of the delivery and what is around it; null when there is nothing to send.</returns>
    private async ValueTask<DeliveryLook?> LookAsync(ScheduleClaim claim, ClaimSight? sight = null)
    {
        var look = await attempts.LookAsync(claim, sight).ConfigureAwait(false);
        if (!look.IsOpen)
        {
            await CompleteAsync(claim).ConfigureAwait(false);
            return null;
        }

        if (look.Missing is null && Reconciler.Concerns(look.Queued!))
        {
            await reconciler.AskAsync(claim, look.Queued!).ConfigureAwait(false);
            return null;
        }

        if (Interruptions.Concerns(look.Queued!))
        {
            return await StoreConflicts.RetryAsync(null, () => interruptions.TryNoteAsync(claim, look.Queued!)).ConfigureAwait(false) ? await LookAsync(claim).ConfigureAwait(false) : null;
        }

        if (!attempts.AsksFor(look))
        {
            return look;
        }

        // The host is asked here, each delivery by itself: whoever is slow holds up no other.
        return look with { Around = await instance.Calls.UntilCutAsync(judge.AskAsync(look.Queued!.Content, look.Around!, instance.Calls.Cut)).ConfigureAwait(false) };
    }

    /// <summary>Begins an attempt and makes its call, in a place for calls.</summary>
    /// <returns>Null when nothing was called.</returns>
    private async ValueTask<AttemptAnswer?> SendAsync(DeliveryLook seen)
    {
        var isUrgent = DeliveryTurn.IsUrgent(seen.Queued!.Content.Message);
        var claim = seen.Claim;

        // What is never sent again by itself is marked once nothing but its call is left to do: what a killed process leaves in doubt is no more than the calls it could make at once.
        // What is repeated may be marked while those before it are called, so that the provider need not wait for the store; where calls take long, what was judged would be too old by then.
        var held = AttemptFold.PromiseOf(seen.Queued.Content) == SendGuarantee.AtMostOnce || !pace.IsQuick ? places : ahead;
        await held.TakeAsync(isUrgent).ConfigureAwait(false);
        try
        {
            var (fresh, judged, begun) = (instance.Time.GetElapsedTime(seen.At) < DeliveryLook.Fresh ? seen : await LookAsync(claim).ConfigureAwait(false), instance.Time.GetTimestamp(), (AttemptBeginning?)null);
            while (fresh is not null && (begun = await BeginAsync(fresh).ConfigureAwait(false)).IsStale)
            {
                (fresh, judged) = (await LookAsync(claim).ConfigureAwait(false), instance.Time.GetTimestamp());
            }

            if (begun?.Attempt is not { } attempt)
            {
                return null;
            }

            (seen, fresh, begun) = (null!, null, null); // what was seen is not kept while the provider is waited for

            if (held != places)
            {
                await places.TakeAsync(isUrgent).ConfigureAwait(false);
                held.Leave(isUrgent);
                held = places;
                if (instance.Time.GetElapsedTime(judged) is var age && age > DeliveryLook.Fresh)
                {
                    pace.Note(age); // while this goes on nothing more is marked ahead of its place
                    gate.GiveBack(attempt.Begun.Content, attempt);
                    return new AttemptAnswer(attempt, AttemptOutcome.NotSent(AttemptFault.Provider, AttemptCall.Overdue, "The calls before it took longer than what was judged for it holds; it is judged anew."));
                }
            }

            instance.Failpoints.Hit(Failpoints.AttemptBeforeCall);
            var outcome = await CallAsync(attempt, isUrgent).ConfigureAwait(false);
            instance.Failpoints.Hit(Failpoints.AttemptAfterCall);
            return new AttemptAnswer(attempt, outcome);
        }
        finally
        {
            held.Leave(isUrgent);
        }
    }

    /// <summary>Judges the delivery anew, as of now and for its channel only, and begins an attempt.</summary>
    private async ValueTask<AttemptBeginning> BeginAsync(DeliveryLook look)
    {
        var content = look.Queued!.Content;
        var around = await gate.AdmitAsync(content, look.Campaign, look.Around!).ConfigureAwait(false);
        AttemptBeginning? begun = null;
        try
        {
            return begun = await attempts.BeginAsync(look with { Around = around }).ConfigureAwait(false);
        }
        finally
        {
            gate.Settle(content, around, begun?.Attempt);
        }
    }

    private async ValueTask<AttemptOutcome> CallAsync(Attempt attempt, bool isUrgent)
    {
        var outgoing = attempt.Outgoing;
        using var activity = Telemetry.StartAttempt(outgoing, attempt.Adapter.Account);
        var began = instance.Time.GetTimestamp();
        var (outcome, thrown) = await instance.Calls.SendAsync(attempt.Adapter, outgoing, isUrgent, CanRepeat(attempt)).ConfigureAwait(false);
        pace.Note(instance.Time.GetElapsedTime(began));
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
