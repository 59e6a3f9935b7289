namespace OmniChannel;

/// <summary>The facts that a policy asks.</summary>
internal static class PolicyFacts
{
    public static IReadOnlyCollection<Fact> Of(Policy policy)
    {
        var facts = new HashSet<Fact>();
        foreach (var rule in policy.Rules)
        {
            facts.UnionWith(Of(rule));
        }

        foreach (var plan in policy.Plans)
        {
            ConditionFacts.Collect(plan.When, facts);
        }

        return facts;
    }

    public static IReadOnlyCollection<Fact> Of(PolicyRule rule)
    {
        var facts = new HashSet<Fact>();
        ConditionFacts.Collect(rule.When, facts);
        facts.UnionWith(rule switch
        {
            ScoreRule score => score.Points.Reads,
            BudgetRule budget => [budget.Left, .. budget.Costs.Keys],
            WindowRule { Shift: { } shift } window => [window.Minute, shift, window.From, window.Until],
            WindowRule window => [window.Minute, window.From, window.Until],
            _ => [],
        });
        return facts;
    }

    /// <summary>The host's own among them, in the order of their names.</summary>
    public static IEnumerable<Fact> OfHost(Policy policy) => Of(policy).Where(fact => fact.Id == FactId.Host).OrderBy(fact => fact.Name, StringComparer.Ordinal);
}
