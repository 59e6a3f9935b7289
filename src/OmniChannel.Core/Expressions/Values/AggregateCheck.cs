namespace OmniChannel.Expressions;

/// <summary>Refuses values that would make a later walk too deep or too long: a host by an exception, an expression by an error.</summary>
internal static class AggregateCheck
{
    public static T OfHost<T>(T aggregate, string parameter) where T : ICelAggregate
    {
        if (aggregate.Depth > CelLimits.DeepestValue)
        {
            throw new ArgumentException($"Values are nested more than {CelLimits.DeepestValue} deep. Flatten them.", parameter);
        }

        return aggregate.Weight <= CelLimits.HeaviestValue
            ? aggregate
            : throw new ArgumentException($"The value has more than {CelLimits.HeaviestValue} elements and characters. Give the expression less.", parameter);
    }

    /// <summary>The value, or the error that it is too deep or too big for the budget. What was given may be passed on, however big.</summary>
    public static CelValue OfExpression(in CelValue value, ref CelBudget budget, long given = 0)
    {
        if (value.Depth > CelLimits.DeepestValue)
        {
            return budget.Exceeded($"values are nested more than {CelLimits.DeepestValue} deep");
        }

        return value.Weight > Math.Max(budget.LargestValue, given + 1)
            ? budget.Exceeded($"a value has more than {budget.LargestValue} elements and characters")
            : value;
    }
}
