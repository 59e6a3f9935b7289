namespace OmniChannel;

/// <summary>What conditions are made of, in their order: and, or and not left aside. However deep they are, nothing recurses.</summary>
internal static class ConditionLeaves
{
    public static IEnumerable<Condition> Of(params IEnumerable<Condition> conditions)
    {
        var rest = new Stack<Condition>(conditions.Reverse());
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
}
