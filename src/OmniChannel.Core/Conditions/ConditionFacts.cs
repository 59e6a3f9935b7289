namespace OmniChannel;

/// <summary>The facts that a condition asks.</summary>
internal static class ConditionFacts
{
    public static void Collect(Condition condition, ISet<Fact> into)
    {
        foreach (var part in Parts(condition))
        {
            into.UnionWith(Of(part));
        }
    }

    /// <summary>The parts that ask, in their order: what and, or and not hold together.</summary>
    public static IEnumerable<Condition> Parts(Condition condition)
    {
        var rest = new Stack<Condition>([condition]);
        while (rest.TryPop(out var next))
        {
            switch (next)
            {
                case AndCondition and:
                    rest.Push(and.Right);
                    rest.Push(and.Left);
                    break;
                case OrCondition or:
                    rest.Push(or.Right);
                    rest.Push(or.Left);
                    break;
                case NotCondition not:
                    rest.Push(not.Inner);
                    break;
                default:
                    yield return next;
                    break;
            }
        }
    }

    /// <summary>What one such part asks.</summary>
    public static IEnumerable<Fact> Of(Condition part) => part switch
    {
        KnownCondition known => [known.Fact],
        CompareCondition compare => [compare.Fact],
        OneOfCondition oneOf => [oneOf.Fact],
        CelCondition cel => cel.Reads,
        _ => [],
    };
}
