namespace OmniChannel;

/// <summary>How large a condition may be, so that it can be written to a file and read back, and walked without a deep stack.</summary>
internal static class ConditionBounds
{
    private const int MaxNodes = 1000;
    private const int MaxDepth = 100;
    private const int MaxText = 20_000;

    /// <exception cref="ArgumentException">It is larger.</exception>
    public static Condition Checked(Condition when)
    {
        ArgumentNullException.ThrowIfNull(when);
        return Problem(when) is { } problem ? throw new ArgumentException(problem, nameof(when)) : when;
    }

    /// <summary>How it is too large, in a sentence; null when it is not.</summary>
    public static string? Problem(Condition when)
    {
        var nodes = 0;
        var rest = new Stack<(Condition Condition, int Depth, bool? IsAnd)>([(when, 1, null)]);
        while (rest.TryPop(out var next))
        {
            if (++nodes > MaxNodes || next.Depth > MaxDepth)
            {
                return $"A condition has at most {MaxNodes} parts, nested at most {MaxDepth} deep; say it in several rules.";
            }

            // conditions in a row are one level
            var depth = next.Depth + 1;
            switch (next.Condition)
            {
                case AndCondition and:
                    rest.Push((and.Left, next.IsAnd == true ? next.Depth : depth, true));
                    rest.Push((and.Right, depth, null));
                    break;
                case OrCondition or:
                    rest.Push((or.Left, next.IsAnd == false ? next.Depth : depth, false));
                    rest.Push((or.Right, depth, null));
                    break;
                case NotCondition not:
                    rest.Push((not.Inner, depth, null));
                    break;
                default:
                    break;
            }
        }

        return when.ToString().Length <= MaxText ? null : $"A condition is written in at most {MaxText} characters; say it in several rules.";
    }
}
