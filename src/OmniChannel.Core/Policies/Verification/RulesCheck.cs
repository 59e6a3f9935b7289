namespace OmniChannel;

/// <summary>Rules that never fire, fire only because a fact is missing, or always do.</summary>
internal static class RulesCheck
{
    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined)
    {
        for (var i = 0; i < examined.Policy.Rules.Count; i++)
        {
            var rule = examined.Policy.Rules[i];
            if (rule.When is not ConstantCondition && Judge(examined, rule, PolicyPlace.Of(rule, i).When()) is { } found)
            {
                yield return found;
            }
        }
    }

    private static PolicyFinding? Judge(ExaminedPolicy examined, PolicyRule rule, PolicyPlace place)
    {
        var never = (Channel channel) => examined.Solver.Meet(examined.When(rule.When, channel, WantedTruth.True)).IsNowhere;
        return examined.NeverActs(rule) ? new PolicyFinding
        {
            Code = "OC2101",
            Severity = DiagnosticSeverity.Warning,
            Place = place,
            Found = rule is RequireRule ? "It requires what always holds." : "It never fires.",
            Why = rule is RequireRule ? $"{rule.When} is true of everybody." : Why.NeverHolds(examined, rule.When, examined.ChannelsOf(rule)[0], rule is ScoreRule ? WantedTruth.True : WantedTruth.NotFalse),
            Fix = "Correct the condition, or take the rule out.",
        }
        : rule is ExcludeRule && examined.ChannelsOf(rule).All(never) ? new PolicyFinding
        {
            Code = "OC2102",
            Severity = DiagnosticSeverity.Warning,
            Place = place,
            Found = "Its condition is never true; it fires only where a fact is missing.",
            Why = Why.NeverHolds(examined, rule.When, examined.ChannelsOf(rule)[0], WantedTruth.True),
            Fix = "Correct the condition, or say what is meant: !has(fact).",
        }
        : rule is ExcludeRule or RequireRule && examined.ChannelsOf(rule) is { Count: > 0 } channels && channels.All(channel => examined.Solver.Meet(examined.In(rule, channel, atMost: true)).IsNowhere) ? new PolicyFinding
        {
            Code = "OC2103",
            Severity = DiagnosticSeverity.Warning,
            Place = place,
            Found = $"It takes {Why.List(channels)} out for everybody.",
            Why = rule is RequireRule ? Why.NeverHolds(examined, rule.When, channels[0], WantedTruth.True) : $"{rule.When} holds for everybody, or a fact that it needs is missing.",
            Fix = "Correct the condition; if nobody is meant, say Condition.Always.",
        }
        : null;
    }
}
