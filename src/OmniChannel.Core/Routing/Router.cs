namespace OmniChannel;

/// <summary>Decides: one joint choice of channel, time and account, under every gate. Pure.</summary>
internal static class Router
{
    public static Decision Decide(Snapshot snapshot, Policy policy)
    {
        var plan = PlanFor(snapshot, policy);
        var candidates = new Candidate[snapshot.Channels.Count];
        for (var i = 0; i < candidates.Length; i++)
        {
            candidates[i] = Candidate.Of(snapshot, policy, plan, snapshot.Channels[i]);
        }

        Array.Sort(candidates, Candidate.BestFirst);
        var seed = StableHash.Of(snapshot.Customer.Value, policy.Name);
        var nothing = Nothing(snapshot, policy, plan, candidates);
        var winner = nothing is null ? candidates[0] : null;
        return new Decision
        {
            Customer = snapshot.Customer,
            Campaign = snapshot.Message.Campaign,
            Purpose = snapshot.Message.Purpose,
            DecidedAt = snapshot.Now,
            ExpiresAt = snapshot.ExpiresAt,
            Choice = winner is null ? null : new ChannelChoice { Channel = winner.Channel.Channel, At = winner.At!.Value, Account = winner.Account! },
            NothingBecause = nothing,
            Verdicts = Array.ConvertAll(candidates, candidate => candidate.ToVerdict(winner, snapshot)),
            StepUp = plan is null || winner is null ? [] : [.. plan.FirstOf.SkipWhile(c => c != winner.Channel.Channel).Skip(1).Where(c => candidates.Any(o => o.At is not null && o.Channel.Channel == c))],
            StepUpAfter = winner is null ? null : plan?.StepUpAfter,
            PolicyName = policy.Name,
            PolicyHash = policy.Hash,
            Seed = seed,
            Assumptions = snapshot.Assumptions,
            Snapshot = snapshot,
        };
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

    private static Reason? Nothing(Snapshot snapshot, Policy policy, Plan? plan, Candidate[] candidates)
    {
        var isHeldOut = snapshot.Message.Purpose == Purpose.Marketing && StableHash.Of(snapshot.Customer.Value, "holdout") % 1000 < (ulong)policy.HoldoutPerMille;
        return isHeldOut ? Reason.Of("nothing.holdout", new ReasonArgument("purpose", snapshot.Message.Purpose.Name))
            : plan is null && !policy.OtherwiseBest ? Reason.Of("nothing.no-plan")
            : candidates.Length == 0 || candidates[0].At is null ? Reason.Of("nothing.no-channel")
            : null;
    }
}
