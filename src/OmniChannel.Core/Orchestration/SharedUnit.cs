using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What is to be done for one customer in a unit of work that it shares with others.</summary>
internal sealed record SharedWork<TResult>
{
    public required CustomerId Customer { get; init; }

    /// <summary>Every partition it reads or writes, the customer's first.</summary>
    public required IReadOnlyList<PartitionKey> Partitions { get; init; }

    /// <summary>Whether it is done for the whole person, so that what is reserved holds for all.</summary>
    public required bool ForPerson { get; init; }

    /// <summary>What it will ask for, found out where the store reads that ahead.</summary>
    public required Func<UnitNeeds> Needs { get; init; }

    /// <summary>The customer as it was seen before; null for not.</summary>
    public SeenCustomer? Seen { get; init; }

    /// <summary>What it rests on of partitions that it does not name, by the versions that were seen.</summary>
    public IReadOnlyList<SeenVersion> Beside { get; init; } = [];

    /// <summary>Where it may be thought out before the unit opens; null where it needs more than was seen.</summary>
    public Rehearsal? Rehearsal { get; init; }

    /// <summary>Does it; what it commits is committed with the others'.</summary>
    public required Func<CustomerUnit, ValueTask<TResult>> Do { get; init; }
}

/// <summary>One unit of work for many customers: one look, one commit. Whoever is held by somebody else is left out, and nobody waits for it.</summary>
internal static class SharedUnit
{
    /// <param name="instance">Whose.</param>
    /// <param name="works">What is to be done.</param>
    /// <param name="answerStale">Answers, before a unit opens that may look, those of them that rest on something beside it that has changed; null where none does.</param>
    /// <returns>An answer for each, in their order; null for one that was left out, to be done alone.</returns>
    public static async ValueTask<IReadOnlyList<TResult?>> DoAsync<TResult>(Instance instance, IReadOnlyList<SharedWork<TResult>> works, Func<TResult?[], ValueTask>? answerStale)
        where TResult : class
    {
        var none = CancellationToken.None;
        var (answers, chosen) = (new TResult?[works.Count], Choose(works, out var partitions));
        var rehearsed = new (CustomerUnit Unit, TResult Answer)?[works.Count];
        foreach (var i in chosen)
        {
            rehearsed[i] = await RehearseAsync(instance, works[i]).ConfigureAwait(false);
        }

        if (chosen.TrueForAll(i => rehearsed[i] is not null) && await IsDoneAsSeenAsync(instance, [.. partitions], chosen.ConvertAll(i => works[i])).ConfigureAwait(false))
        {
            foreach (var i in chosen)
            {
                answers[i] = rehearsed[i]!.Value.Answer;
                rehearsed[i]!.Value.Unit.Tell();
            }

            return answers;
        }

        if (answerStale is not null)
        {
            await answerStale(answers).ConfigureAwait(false);
            chosen.RemoveAll(i => answers[i] is not null);
            if (chosen.Count == 0)
            {
                return answers;
            }
        }

        var needs = instance.Store.ReadsAhead ? Together(chosen.ConvertAll(i => (works[i].Needs(), rehearsed[i] is not null))) : null;
        var free = await instance.Store.BeginFreeAsync(instance.Tenant, partitions, needs, none).ConfigureAwait(false);
        if (free.Unit is not { } unit)
        {
            return answers;
        }

        var done = new List<CustomerUnit>(chosen.Count);
        await using (unit.ConfigureAwait(false))
        {
            if (free.Partitions.Count < partitions.Count)
            {
                chosen.RemoveAll(i => !works[i].Partitions.All(free.Partitions.Contains));
            }

            foreach (var i in chosen)
            {
                if (rehearsed[i] is { } ready && await works[i].Rehearsal!.TryRepeatAsync(unit, none).ConfigureAwait(false))
                {
                    answers[i] = ready.Answer;
                    done.Add(ready.Unit);
                }
                else if (await CustomerUnit.WithinAsync(instance, unit, works[i].Customer, works[i].ForPerson ? free.Partitions : null, works[i].Seen, none).ConfigureAwait(false) is { } customer)
                {
                    answers[i] = await works[i].Do(customer).ConfigureAwait(false);
                    done.Add(customer);
                }
            }

            await unit.CommitAsync(none).ConfigureAwait(false);
        }

        done.ForEach(static customer => customer.Tell());
        return answers;
    }

    /// <returns>What comes of it if everything still is as it was seen; null when that has to be found out in the unit.</returns>
    private static async ValueTask<(CustomerUnit Unit, TResult Answer)?> RehearseAsync<TResult>(Instance instance, SharedWork<TResult> work)
        where TResult : class
    {
        if (work.Rehearsal is not { } rehearsal)
        {
            return null;
        }

        try
        {
            var customer = await CustomerUnit.WithinAsync(instance, rehearsal, work.Customer, null, work.Seen, CancellationToken.None).ConfigureAwait(false);
            return (customer!, await work.Do(customer!).ConfigureAwait(false));
        }
        catch (Rehearsal.UnseenException)
        {
            return null;
        }
    }

    /// <summary>Writes what was rehearsed, and has the store prove on the same way that everything still is as it was seen.</summary>
    /// <returns>False when it is not, somebody is held, the store has no such way, or nobody knows whether it was stored.</returns>
    private static async ValueTask<bool> IsDoneAsSeenAsync<TResult>(Instance instance, IReadOnlyCollection<PartitionKey> partitions, List<SharedWork<TResult>> works)
    {
        var (none, rehearsals) = (CancellationToken.None, works.ConvertAll(static one => one.Rehearsal!));
        var seen = new UnitSeen { States = rehearsals.ConvertAll(static one => one.Seen.State), Outbox = rehearsals.ConvertAll(static one => one.Seen.Row), Beside = [.. works.SelectMany(static one => one.Beside)] };
        if (await instance.Store.BeginSeenAsync(instance.Tenant, partitions, seen, none).ConfigureAwait(false) is not { } unit)
        {
            return false;
        }

        await using (unit.ConfigureAwait(false))
        {
            try
            {
                foreach (var rehearsal in rehearsals)
                {
                    if (!await rehearsal.TryRepeatAsync(unit, none).ConfigureAwait(false))
                    {
                        return false;
                    }
                }

                await unit.CommitAsync(none).ConfigureAwait(false);
                return true;
            }
            catch (Exception exception) when (exception is StoreConflictException or StoreOutcomeUnknownException)
            {
                // Each is looked at in a unit that may look: also where a connection that had died at rest told nobody of it before the commit. What was stored after all is found there, and not done twice.
                return false;
            }
        }
    }

    /// <summary>One work of each customer, as many as a unit may name partitions for.</summary>
    private static List<int> Choose<TResult>(IReadOnlyList<SharedWork<TResult>> works, out HashSet<PartitionKey> partitions)
    {
        var (chosen, customers) = (new List<int>(works.Count), new HashSet<CustomerId>(works.Count));
        partitions = [];
        for (var i = 0; i < works.Count; i++)
        {
            if (partitions.Count + works[i].Partitions.Count <= StoreLimits.MaxPartitions && customers.Add(works[i].Customer))
            {
                partitions.UnionWith(works[i].Partitions);
                chosen.Add(i);
            }
        }

        return chosen;
    }

    /// <summary>What all of them need; of what was rehearsed only whether it still is as it was.</summary>
    private static UnitNeeds Together(List<(UnitNeeds Needs, bool IsRehearsed)> works)
    {
        var needs = works.ConvertAll(one => !one.IsRehearsed ? one.Needs : one.Needs with { States = [], StateVersions = one.Needs.States, Outbox = [], OutboxVersions = one.Needs.Outbox });
        return new UnitNeeds
        {
            States = [.. needs.SelectMany(one => one.States).Distinct()],
            StateVersions = [.. needs.SelectMany(one => one.StateVersions)],
            Outbox = [.. needs.SelectMany(one => one.Outbox)],
            OutboxVersions = [.. needs.SelectMany(one => one.OutboxVersions)],
            Claims = [.. needs.SelectMany(one => one.Claims)],
            Events = [.. needs.SelectMany(one => one.Events)],
        };
    }
}
