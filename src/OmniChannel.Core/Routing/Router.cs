namespace OmniChannel;

/// <summary>Decides: one joint choice of channel, time and account, under every gate. Pure.</summary>
internal static class Router
{
    public static Decision Decide(Snapshot snapshot, Policy policy)
    {
        var plan = PlanFor(snapshot, policy);
        var ranked = Rank(snapshot, policy, plan);
        var nothing = Nothing(snapshot, policy, plan, ranked);
        var arms = nothing is null ? Exploration.Of(snapshot, policy, plan, ranked) : null;
        var winner = arms?.Chosen;
        var contrast = new Contrast(snapshot, policy, ranked, nothing);
        var stepUp = plan is null || winner is null ? [] : StepUp(plan, ranked, winner);
        return new Decision
        {
            Customer = snapshot.Customer,
            Campaign = snapshot.Message.Campaign,
            Purpose = snapshot.Message.Purpose,
            DecidedAt = snapshot.Now,
            ExpiresAt = snapshot.ExpiresAt,
            Choice = winner is null ? null : new ChannelChoice { Channel = winner.Channel.Channel, At = winner.At!.Value, Account = winner.Account! },
            NothingBecause = nothing,
            Verdicts = Array.ConvertAll(ranked, candidate => candidate.ToVerdict(candidate == winner, arms?.Propensity(candidate) ?? 0, contrast)),
            StepUp = stepUp,
            StepUpAfter = stepUp.Count == 0 ? null : plan!.StepUpAfter,
            PolicyName = policy.Name,
            PolicyHash = policy.Hash,
            Assumptions = arms?.Said is { } said ? [.. snapshot.Assumptions, said] : snapshot.Assumptions,
            Snapshot = snapshot,
            Policy = policy,
        };
    }

    /// <summary>Every channel, the best first.</summary>
    public static Candidate[] Rank(Snapshot snapshot, Policy policy) => Rank(snapshot, policy, PlanFor(snapshot, policy));

    /// <summary>As ranked before, with one channel changed: no channel's gates or points depend on another's.</summary>
    public static Candidate[] Rank(Snapshot snapshot, Policy policy, Candidate[] before, ChannelSnapshot changed, Closures closures)
    {
        var candidate = Candidate.Of(snapshot, policy, PlanFor(snapshot, policy), closures, changed);
        var candidates = Array.ConvertAll(before, other => other.Channel.Channel == changed.Channel ? candidate : other);
        Array.Sort(candidates, Candidate.BestFirst);
        return candidates;
    }

    private static Candidate[] Rank(Snapshot snapshot, Policy policy, Plan? plan)
    {
        var closures = new Closures(snapshot, policy);
        var candidates = new Candidate[snapshot.Channels.Count];
        for (var i = 0; i < candidates.Length; i++)
        {
            candidates[i] = Candidate.Of(snapshot, policy, plan, closures, snapshot.Channels[i]);
        }

        Array.Sort(candidates, Candidate.BestFirst);
        return candidates;
    }

    private static Plan? PlanFor(Snapshot snapshot, Policy policy)
    {
        foreach (var plan in policy.Plans)
        {
            if (ConditionWalker.Evaluate(plan.When, new SnapshotFacts(snapshot, null)) == Truth.True)
            {
                return plan;
            }
        }

        return null;
    }

    /// <summary>What the plan names after the winner and may be used.</summary>
    private static List<Channel> StepUp(Plan plan, Candidate[] ranked, Candidate winner) =>
        [.. plan.FirstOf.SkipWhile(channel => channel != winner.Channel.Channel).Skip(1)
            .Where(channel => Array.Exists(ranked, candidate => candidate.At is not null && candidate.Channel.Channel == channel))];

    private static Reason? Nothing(Snapshot snapshot, Policy policy, Plan? plan, Candidate[] ranked) =>
        NothingBefore(snapshot.NotBefore, snapshot.ExpiresAt, snapshot.Customer, snapshot.Message.Purpose, policy)
        ?? (plan is null && !policy.OtherwiseBest ? Reason.Of("nothing.no-plan")
        : ranked.Length == 0 || ranked[0].At is null ? Reason.Of("nothing.no-channel")
        : null);

    /// <summary>What keeps a message back before any channel is looked at: it has expired, or the customer is held out.</summary>
    public static Reason? NothingBefore(DateTimeOffset notBefore, DateTimeOffset expiresAt, CustomerId customer, Purpose purpose, Policy policy) =>
        notBefore >= expiresAt ? Reason.Of("nothing.expired", new ReasonArgument("at", expiresAt))
        : Holdout.Holds(customer, purpose, policy) ? Reason.Of("nothing.holdout", new ReasonArgument("purpose", purpose.Name))
        : null;
}
