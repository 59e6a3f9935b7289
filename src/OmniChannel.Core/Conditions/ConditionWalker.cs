using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Evaluates a condition by walking its tree: the specification that faster evaluators are held to.</summary>
/// <remarks>Absent and erroneous facts follow the absorption of the Common Expression Language: <c>false &amp;&amp; unknown</c> is false, <c>true || unknown</c> is true, anything else with an unknown is unknown.</remarks>
internal static class ConditionWalker
{
    public static Truth Evaluate<TFacts>(Condition condition, TFacts facts)
        where TFacts : IFactSource
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return condition switch
        {
            ConstantCondition constant => constant.Value ? Truth.True : Truth.False,
            AndCondition and => And(and, facts),
            OrCondition or => Or(or, facts),
            NotCondition not => Not(Evaluate(not.Inner, facts)),
            KnownCondition known => facts.Read(known.Fact).State == FactState.Present ? Truth.True : Truth.False,
            CompareCondition compare => Compare(facts.Read(compare.Fact), compare.Operator, compare.Constant),
            OneOfCondition oneOf => OneOf(facts.Read(oneOf.Fact), oneOf.Constants),
            CelCondition cel => cel.Evaluate(facts),
            _ => throw new InvalidOperationException($"{condition.GetType().Name} is a condition that nobody evaluates."),
        };
    }

    private static Truth And<TFacts>(AndCondition and, TFacts facts)
        where TFacts : IFactSource
    {
        var left = Evaluate(and.Left, facts);
        if (left == Truth.False)
        {
            return Truth.False;
        }

        var right = Evaluate(and.Right, facts);
        return right == Truth.False ? Truth.False : left == Truth.Unknown ? Truth.Unknown : right;
    }

    private static Truth Or<TFacts>(OrCondition or, TFacts facts)
        where TFacts : IFactSource
    {
        var left = Evaluate(or.Left, facts);
        if (left == Truth.True)
        {
            return Truth.True;
        }

        var right = Evaluate(or.Right, facts);
        return right == Truth.True ? Truth.True : left == Truth.Unknown ? Truth.Unknown : right;
    }

    private static Truth Not(Truth truth) => truth switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown };

    /// <summary>A value against a constant.</summary>
    public static Truth Compare(FactValue value, CompareOperator op, FactValue constant)
    {
        if (!Comparable(value, constant))
        {
            return Truth.Unknown;
        }

        var order = value.Kind == FactKind.Text ? string.CompareOrdinal(value.Text, constant.Text) : value.Number.CompareTo(constant.Number);
        var holds = op switch
        {
            CompareOperator.Equal => order == 0,
            CompareOperator.NotEqual => order != 0,
            CompareOperator.Less => order < 0,
            CompareOperator.LessOrEqual => order <= 0,
            CompareOperator.Greater => order > 0,
            _ => order >= 0,
        };
        return holds ? Truth.True : Truth.False;
    }

    private static Truth OneOf(FactValue value, IReadOnlyList<FactValue> constants)
    {
        var answer = Truth.False;
        for (var i = 0; i < constants.Count; i++)
        {
            switch (Compare(value, CompareOperator.Equal, constants[i]))
            {
                case Truth.True:
                    return Truth.True;
                case Truth.Unknown:
                    answer = Truth.Unknown;
                    break;
                default:
                    break;
            }
        }

        return answer;
    }

    /// <summary>A missing fact does not compare, nor does money of another currency.</summary>
    private static bool Comparable(FactValue value, FactValue constant) =>
        value.State == FactState.Present && value.Kind == constant.Kind && (value.Kind != FactKind.Money || value.Text == constant.Text);
}
