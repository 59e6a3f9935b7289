namespace OmniChannel;

/// <summary>Channels that several rules together close for everybody: one requires what another excludes.</summary>
internal static class ContradictionCheck
{
    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined)
    {
        foreach (var channel in examined.Usable)
        {
            var rules = examined.RulesThatTakeOut(channel);
            if (rules.Count < 2 || !examined.Solver.Meet(rules.Select(In)).IsNowhere)
            {
                continue;
            }

            var core = examined.Core(rules, In);
            if (core.Count < 2)
            {
                continue;
            }

            PolicyPlace[] places = [.. core.Select(one => PolicyPlace.Of(one.Rule, one.Index))];
            yield return new PolicyFinding
            {
                Code = "OC2301",
                Severity = DiagnosticSeverity.Warning,
                Place = places[^1],
                Found = $"It contradicts others: together they take {channel} out for everybody.",
                Why = $"No customer and message passes {Why.List(places)}.",
                Fix = "Take one of them out, or narrow it.",
                Related = places[..^1],
            };

            Region In((PolicyRule Rule, int Index) one) => examined.In(one.Rule, channel, atMost: true);
        }
    }
}
