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

    private readonly Instance instance;
    private readonly AttemptStart start;
    private readonly AttemptEnd end;
    private readonly DeliveryLooks looks;
    private readonly Gathering<ScheduleClaim, DeliveryLook> looking;
    private readonly Gathering<DeliveryLook, AttemptBeginning> beginning;
    private readonly Gathering<AttemptAnswer, AttemptConclusion> ending;

    public Attempts(Instance instance, CampaignCatalog campaigns, AttemptStart start, AttemptEnd end)
    {
        (this.instance, this.start, this.end, looks) = (instance, start, end, new DeliveryLooks(instance, campaigns));
        looking = new(Most, looks.LookAsync, LookAloneAsync, IsSpoilt);
        beginning = new(Most, these => SharedUnit.DoAsync(instance, [.. these.Select(start.Work)]), one => StoreConflicts.RetryAsync(null, () => start.BeginAsync(one)), IsSpoilt);
        ending = new(Most, these => SharedUnit.DoAsync(instance, [.. these.Select(end.Work)]), one => StoreConflicts.RetryAsync(null, () => end.EndAsync(one)), IsSpoilt);
    }

    /// <summary>Looks at a claimed delivery and what surrounds it.</summary>
    public ValueTask<DeliveryLook> LookAsync(ScheduleClaim claim) => looking.DoAsync(claim);

    /// <summary>Whether the host is asked about it, before it is judged.</summary>
    public bool AsksFor(DeliveryLook look) => start.AsksFor(look);

    /// <summary>Judges it and begins an attempt.</summary>
    /// <returns>The attempt, committed as begun; null when there is nothing to call.</returns>
    public async ValueTask<Attempt?> BeginAsync(DeliveryLook look) => (await beginning.DoAsync(look).ConfigureAwait(false)).Attempt;

    /// <summary>Records what a provider said, and what follows from it.</summary>
    public async ValueTask EndAsync(AttemptAnswer answer)
    {
        end.Tell(answer, (await ending.DoAsync(answer).ConfigureAwait(false)).Effect);
        instance.Failpoints.Hit(Failpoints.OutcomeAfterCommit);
    }

    private async ValueTask<DeliveryLook> LookAloneAsync(ScheduleClaim claim) => (await looks.LookAsync([claim]).ConfigureAwait(false))[0]!;

    /// <summary>After a conflict nothing was stored, nor after what one of many broke: each alone meets its own fate. A store that is away is away for all.</summary>
    private static bool IsSpoilt(Exception exception, int many) => exception is StoreConflictException || (many > 1 && (exception is CustomerErasedException || PoisonRows.IsDefect(exception)));
}
