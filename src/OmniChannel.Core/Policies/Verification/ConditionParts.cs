namespace OmniChannel;

/// <summary>Looks into conditions without recursion, however deep they are.</summary>
internal static class ConditionParts
{
    /// <summary>Whether a comparison can be told by classes: texts have no order here.</summary>
    public static bool IsDecidable(CompareCondition compare) => compare.Fact.Kind != FactKind.Text || compare.Operator is CompareOperator.Equal or CompareOperator.NotEqual;

    /// <summary>Every fact that it asks, with each constant it is compared with; absent where it is compared with none.</summary>
    public static IEnumerable<(Fact Fact, FactValue Constant)> ConstantsOf(Condition condition) => ConditionLeaves.Of(condition).SelectMany(leaf => leaf switch
    {
        KnownCondition known => [(known.Fact, FactValue.Absent)],
        CompareCondition compare => [(compare.Fact, compare.Constant)],
        OneOfCondition oneOf => oneOf.Constants.Select(constant => (oneOf.Fact, constant)),
        _ => Array.Empty<(Fact, FactValue)>(),
    });

    public static IEnumerable<Fact> FactsOf(Condition condition) => ConstantsOf(condition).Select(one => one.Fact).Distinct();

    /// <summary>The parts that all have to hold.</summary>
    public static IEnumerable<Condition> ConjunctsOf(Condition condition) => OperandsOf(condition, one => one is AndCondition and ? (and.Left, and.Right) : null);

    /// <summary>The parts of which one has to hold.</summary>
    public static IEnumerable<Condition> DisjunctsOf(Condition condition) => OperandsOf(condition, one => one is OrCondition or ? (or.Left, or.Right) : null);

    /// <summary>The first part that cannot be told by classes; null when there is none.</summary>
    public static Condition? UndecidableIn(Condition condition) =>
        ConditionLeaves.Of(condition).FirstOrDefault(leaf => leaf is not (ConstantCondition or KnownCondition or OneOfCondition) && !(leaf is CompareCondition compare && IsDecidable(compare)));

    private static IEnumerable<Condition> OperandsOf(Condition condition, Func<Condition, (Condition Left, Condition Right)?> split)
    {
        var open = new Stack<Condition>([condition]);
        while (open.TryPop(out var next))
        {
            if (split(next) is var (left, right))
            {
                open.Push(right);
                open.Push(left);
            }
            else
            {
                yield return next;
            }
        }
    }
}
