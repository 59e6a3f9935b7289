namespace OmniChannel;

/// <summary>What conditions are made of: and, or and not left aside. However deep they are, nothing recurses.</summary>
internal static class ConditionLeaves
{
    public static IEnumerable<Condition> Of(params IEnumerable<Condition> conditions)
    {
        var rest = new Stack<Condition>(conditions);
        while (rest.TryPop(out var next))
        {
            switch (next)
            {
                case AndCondition and:
                    rest.Push(and.Left);
                    rest.Push(and.Right);
                    break;
                case OrCondition or:
                    rest.Push(or.Left);
                    rest.Push(or.Right);
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
