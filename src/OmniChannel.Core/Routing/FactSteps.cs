namespace OmniChannel;

/// <summary>One value of a fact for each class of values that the conditions of a policy tell apart.</summary>
internal static class FactSteps
{
    /// <summary>Facts of fewer values, such as urgency, which gates read too, are tried value by value.</summary>
    private const int Few = 10;

    /// <summary>Each constant that the fact is compared with, the values beside it, and the ends of its range; as far as the fact may have them. In a fixed order.</summary>
    public static IReadOnlyList<FactValue> Of(Policy policy, Fact fact)
    {
        if (fact.Kind == FactKind.Flag)
        {
            return [FactValue.Of(false), FactValue.Of(true)];
        }

        var values = new HashSet<FactValue>();
        foreach (var constant in Constants(policy, fact))
        {
            values.UnionWith(fact.Kind == FactKind.Text ? [constant] : [Beside(constant, 0), Beside(constant, -1), Beside(constant, +1)]);
        }

        if (fact.Kind == FactKind.Number)
        {
            var (min, max) = (fact.Domain.Min ?? 0, fact.Domain.Max ?? int.MaxValue);
            values.UnionWith(max - min < Few ? Enumerable.Range(0, (int)(max - min) + 1).Select(i => FactValue.Of(min + i)) : [FactValue.Of(min), FactValue.Of(max)]);
        }

        return [.. values.Where(fact.Domain.Allows).Where(value => value.Kind != FactKind.Money || value.Number >= 0).OrderBy(value => value.Number).ThenBy(value => value.Text, StringComparer.Ordinal)];
    }

    /// <summary>Whether something else than a comparison with a constant reads the fact, so that values between the steps may differ.</summary>
    public static bool AreRough(Policy policy, Fact fact) =>
        policy.Rules.Any(rule => rule is ScoreRule { Points: var points } && points.Reads.Contains(fact))
        || policy.Rules.Any(rule => rule is WindowRule or BudgetRule && PolicyFacts.Of(rule).Contains(fact))
        || Conditions(policy).Any(condition => condition is CelCondition cel && cel.Reads.Contains(fact));

    private static IEnumerable<FactValue> Constants(Policy policy, Fact fact)
    {
        foreach (var condition in Conditions(policy))
        {
            if (condition is CompareCondition compare && compare.Fact.Equals(fact))
            {
                yield return compare.Constant;
            }
            else if (condition is OneOfCondition oneOf && oneOf.Fact.Equals(fact))
            {
                foreach (var constant in oneOf.Constants)
                {
                    yield return constant;
                }
            }
        }
    }

    /// <summary>The leaves of every condition.</summary>
    private static IEnumerable<Condition> Conditions(Policy policy) =>
        ConditionLeaves.Of([.. policy.Rules.Select(rule => rule.When), .. policy.Plans.Select(plan => plan.When)]);

    private static FactValue Beside(FactValue constant, int by) =>
        constant.Number is long.MaxValue or long.MinValue ? constant
        : constant.Kind == FactKind.Money ? FactValue.Of(new Money(constant.Number + by, new Currency(constant.Text!))) : FactValue.Of(constant.Number + by);
}
