namespace OmniChannel;

/// <summary>The facts that a condition asks.</summary>
internal static class ConditionFacts
{
    public static void Collect(Condition condition, ISet<Fact> into)
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
                case KnownCondition known:
                    into.Add(known.Fact);
                    break;
                case CompareCondition compare:
                    into.Add(compare.Fact);
                    break;
                case OneOfCondition oneOf:
                    into.Add(oneOf.Fact);
                    break;
                case CelCondition cel:
                    into.UnionWith(cel.Reads);
                    break;
                default:
                    break;
            }
        }
    }
}
