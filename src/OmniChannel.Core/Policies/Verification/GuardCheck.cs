namespace OmniChannel;

/// <summary>Rules that fire for want of a fact that no has() guards.</summary>
internal static class GuardCheck
{
    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined)
    {
        for (var i = 0; i < examined.Policy.Rules.Count; i++)
        {
            var rule = examined.Policy.Rules[i];
            var facts = ConditionParts.UndecidableIn(rule.When) is null
                ? ConditionParts.FactsOf(rule.When).Where(fact => examined.ChannelsOf(rule).Any(channel => IsOpen(examined, rule.When, fact, channel))).ToArray()
                : [];
            if (facts.Length > 0)
            {
                yield return new PolicyFinding
                {
                    Code = "OC2801",
                    Severity = rule is RequireRule or ScoreRule ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
                    Place = PolicyPlace.Of(rule, i).When(),
                    Found = $"It does not say what holds where {Why.List(facts)} {(facts.Length == 1 ? "is" : "are")} unknown.",
                    Why = rule switch
                    {
                        ScoreRule => "Its points are then not added.",
                        RequireRule => "Its requirement is then not met, and the channel is left out.",
                        _ => "It then takes the channel out, as if it held.",
                    },
                    Fix = $"If that is not meant, guard it: {string.Join(" && ", facts.Select(fact => $"has({fact})"))} && …",
                };
            }
        }
    }

    /// <summary>Whether the condition may be neither true nor false while the fact is missing.</summary>
    private static bool IsOpen(ExaminedPolicy examined, Condition condition, Fact fact, Channel channel) => examined.Solver.Meet(
        examined.When(condition, channel, WantedTruth.NotTrue), examined.When(condition, channel, WantedTruth.NotFalse), examined.Has(fact, channel, one => one.IsMissing)).Box is not null;
}
