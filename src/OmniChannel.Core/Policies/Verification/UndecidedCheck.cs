namespace OmniChannel;

/// <summary>Says what was not decided.</summary>
internal static class UndecidedCheck
{
    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined)
    {
        foreach (var (place, condition) in examined.Conditions())
        {
            if (ConditionParts.UndecidableIn(condition) is { } part)
            {
                yield return Undecided(place, $"{part} is neither a range nor a set over one fact.");
            }
        }

        for (var i = 0; i < examined.Policy.Rules.Count; i++)
        {
            var rule = examined.Policy.Rules[i];
            if (rule is not (RequireRule or ScoreRule) && examined.ChannelsOf(rule).Any(channel => AsExclusion.Of(rule, channel) is null))
            {
                yield return Undecided(PolicyPlace.Of(rule, i), "It compares facts with facts, which ranges and sets cannot express.");
            }
        }

        if (examined.Solver.IsExhausted)
        {
            yield return new PolicyFinding
            {
                Code = "OC2902",
                Severity = DiagnosticSeverity.Info,
                Place = PolicyPlace.Whole,
                Found = "Some questions about it were not decided: they took too many steps.",
                Why = "What is reported is so; some findings may be missing.",
                Fix = "Split long conditions into rules of their own, or verify parts of the policy apart.",
            };
        }
    }

    private static PolicyFinding Undecided(PolicyPlace place, string why) => new()
    {
        Code = "OC2901",
        Severity = DiagnosticSeverity.Info,
        Place = place,
        Found = "Whether it can fire was not decided.",
        Why = why,
        Fix = "Nothing has to be done; findings that rest on it are left out.",
    };
}
