using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>
/// The two transactions of an attempt, shared: deliveries that are claimed together are looked at and begun together, and answers that come while others are recorded are recorded together. Whoever spoils
/// that, or is held by somebody else, goes alone.
/// </summary>
internal sealed class Attempts
{
    /// <summary>How many share a transaction at most: enough to share its cost, few enough for whoever waits for one of the customers.</summary>
    private const int Most = 128;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly AttemptBeginning Stale = new() { Attempt = null, IsStale = true };

    private readonly Instance instance;
    private readonly AttemptStart start;
    private readonly AttemptEnd end;
    private readonly DeliveryLooks looks;
    private readonly Gathering<(ScheduleClaim Claim, ClaimSight? Sight), DeliveryLook> looking;
    private readonly Gathering<DeliveryLook, AttemptBeginning> beginning;
    private readonly Gathering<AttemptAnswer, AttemptConclusion> ending;

    public Attempts(Instance instance, CampaignCatalog campaigns, AttemptStart start, AttemptEnd end)
    {
        (this.instance, this.start, this.end, looks) = (instance, start, end, new DeliveryLooks(instance, campaigns));
        looking = new(Most, looks.LookAsync, LookAloneAsync, IsSpoilt);
        beginning = new(Most, BeginTogetherAsync, one => StoreConflicts.RetryAsync(null, () => BeginAloneAsync(one)), IsSpoilt);
        ending = new(Most, these => SharedUnit.DoAsync(instance, [.. these.Select(end.Work)], null), one => StoreConflicts.RetryAsync(null, () => end.EndAsync(one)), IsSpoilt);
    }

    /// <summary>Looks at a claimed delivery, unless the claim did a moment ago, and at what surrounds it.</summary>
    public ValueTask<DeliveryLook> LookAsync(ScheduleClaim claim, ClaimSight? sight) => looking.DoAsync((claim, sight));

    /// <summary>Whether the host is asked about it, before it is judged.</summary>
    public bool AsksFor(DeliveryLook look) => start.AsksFor(look);

    /// <summary>Judges it and begins an attempt.</summary>
    /// <returns>The attempt, committed as begun; none when there is nothing to call, or it is to be looked at again.</returns>
    public async ValueTask<AttemptBeginning> BeginAsync(DeliveryLook look)
    {
        try
        {
            return await beginning.DoAsync(look).ConfigureAwait(false);
        }
        catch (StoreOutcomeUnknownException)
        {
            // Marked or not: nobody was called, and while the claim holds the mark can only be ours. It is begun once more, so that a connection that was lost makes no doubt.
            return await beginning.DoAsync(look).ConfigureAwait(false);
        }
    }

    /// <summary>Records what a provider said, and what follows from it. Nobody else knows it: a store that is away, or held by somebody for longer than a unit waits, is waited for, as long as the claim may hold or until this process is to be gone. The row's fence keeps what comes late from harm.</summary>
    public async ValueTask EndAsync(AttemptAnswer answer)
    {
        var began = instance.Time.GetTimestamp();
        AttemptConclusion? conclusion = null;
        while (conclusion is null)
        {
            try
            {
                conclusion = await ending.DoAsync(answer).ConfigureAwait(false);
            }
            catch (Exception away) when (away is StoreUnavailableException or StoreOutcomeUnknownException or StoreConflictException && !instance.Calls.Cut.IsCancellationRequested && instance.Time.GetElapsedTime(began) < instance.Options.Lease)
            {
                Logs.AnswerWaits(instance.Log, answer.Attempt.Outgoing.Channel, answer.Attempt.Outgoing.Delivery, away);
                instance.StoreTrouble.HandlingFailed(away);
                await Task.WhenAny(Task.Delay(Pause, instance.Time, instance.Calls.Cut)).ConfigureAwait(false);
            }
        }

        end.Tell(answer, conclusion.Effect);
        instance.Failpoints.Hit(Failpoints.OutcomeAfterCommit);
    }

    private ValueTask<IReadOnlyList<AttemptBeginning?>> BeginTogetherAsync(IReadOnlyList<DeliveryLook> these) => SharedUnit.DoAsync(instance, [.. these.Select(start.Work)], async answers =>
    {
        // What lies in no partition that the unit names is looked at once more, just before it opens.
        var changed = await looks.HaveChangedAsync(these).ConfigureAwait(false);
        for (var i = 0; i < changed.Length; i++)
        {
            answers[i] = changed[i] ? Stale : null;
        }
    });

    private async ValueTask<AttemptBeginning> BeginAloneAsync(DeliveryLook look) =>
        (await looks.HaveChangedAsync([look]).ConfigureAwait(false))[0] ? Stale : await start.BeginAsync(look).ConfigureAwait(false);

    private async ValueTask<DeliveryLook> LookAloneAsync((ScheduleClaim Claim, ClaimSight? Sight) one) => (await looks.LookAsync([(one.Claim, null)]).ConfigureAwait(false))[0]!;

    /// <summary>After a conflict nothing was stored, nor after what one of many broke: each alone meets its own fate. A store that is away is away for all.</summary>
    private static bool IsSpoilt(Exception exception, int many) => exception is StoreConflictException || (many > 1 && (exception is CustomerErasedException || PoisonRows.IsDefect(exception)));
}
