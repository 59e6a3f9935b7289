namespace OmniChannel;

/// <summary>Rules that take out, as the exclusion that they are for one channel.</summary>
internal static class AsExclusion
{
    /// <summary>The condition of an exclusion that does the same; null for a rule that compares facts with facts.</summary>
    public static Condition? Of(PolicyRule rule, Channel channel) => rule switch
    {
        ExcludeRule => rule.When,
        BudgetRule budget when IsByChannel(budget) => Cost(budget.Costs, channel) is { } cost ? rule.When & new CompareCondition(budget.Left, CompareOperator.Less, Value(budget, cost)) : null,
        _ => null,
    };

    public static IEnumerable<(Fact Fact, FactValue Constant)> ConstantsOf(BudgetRule budget) => IsByChannel(budget)
        ? budget.Costs.Rows.Select(row => row.Points).Append(budget.Costs.Rest ?? 0).Select(cost => (budget.Left, Value(budget, cost)))
        : [];

    private static bool IsByChannel(BudgetRule budget) => budget.Costs.Keys is [{ Id: FactId.Channel }];

    private static int? Cost(ScoreTable costs, Channel channel)
    {
        foreach (var row in costs.Rows)
        {
            if (row.First.Text == channel.Name)
            {
                return row.Points;
            }
        }

        return costs.Rest;
    }

    private static FactValue Value(BudgetRule budget, int cost) => budget.Currency is { } currency ? FactValue.Of(new Money(cost, currency)) : FactValue.Of((long)cost);
}
