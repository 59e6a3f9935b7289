namespace OmniChannel;

/// <summary>Turns the rules of a policy into a plan: notes first what all of them compare, then states each.</summary>
internal static class PolicyPlanCompiler
{
    public static PolicyPlan Compile(Policy policy, IReadOnlyList<Channel> channels, IReadOnlyCollection<Fact> shared, bool isKnown, bool isTwin)
    {
        var draft = new PlanDraft(channels, shared, isKnown);
        var marker = isTwin ? draft.Plan.Marker("which plan reads this") : null;
        var (exclusions, scores) = (new ExclusionCompiler(draft), new ScoreCompiler(draft));
        foreach (var rule in policy.Rules)
        {
            if (rule is ScoreRule score)
            {
                scores.Collect(score);
            }
            else
            {
                exclusions.Collect(rule);
            }
        }

        foreach (var rule in policy.Rules)
        {
            if (rule is ScoreRule score)
            {
                scores.Score(score);
            }
            else
            {
                exclusions.TakeOut(rule);
            }
        }

        var kept = draft.Fields.All.Where(f => f.Field is not null).ToLookup(f => f.Field!.Scope);
        FactField[] facts = [.. kept[PlanScope.Row]];
        FactField[] asked = [.. draft.Fields.All.Where(f => f.Field is null && f.Least == 1)];
        var plan = draft.Plan.Build(); // fields have their places from here on
        return new PolicyPlan
        {
            Plan = plan,
            Channels = channels,
            Marker = marker,
            Facts = facts,
            Packing = new FactPacking(facts, asked, channels.Count),
            SharedFacts = [.. kept[PlanScope.Context]],
            Asked = asked,
            Numbers = [.. draft.Numbers],
            Windows = [.. draft.Windows],
            Bits = [.. draft.Bits],
            JudgedRules = [.. draft.Judged],
            CountedRules = [.. draft.Counted],
        };
    }
}
