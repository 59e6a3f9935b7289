namespace OmniChannel;

/// <summary>Rules that change nothing because others have already decided.</summary>
internal static class ShadowCheck
{
    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined)
    {
        for (var i = 0; i < examined.Policy.Rules.Count; i++)
        {
            var rule = examined.Policy.Rules[i];
            if (examined.ChannelsOf(rule) is not { Count: > 0 } channels || examined.NeverActs(rule) || By(examined, rule, i, channels) is not { } by)
            {
                continue;
            }

            PolicyPlace[] places = [.. by.DistinctBy(one => one.Index).OrderBy(one => one.Index).Select(one => PolicyPlace.Of(one.Rule, one.Index))];
            yield return new PolicyFinding
            {
                Code = rule is ScoreRule ? "OC2203" : "OC2201",
                Severity = DiagnosticSeverity.Warning,
                Place = PolicyPlace.Of(rule, i),
                Found = rule is ScoreRule ? "Its points never count." : "It changes nothing.",
                Why = $"Whenever it holds, {Why.List(channels)} is already taken out by {Why.List(places)}.",
                Fix = "Take it out, or narrow the others.",
                Related = places,
            };
        }
    }

    /// <summary>The rules that take every channel of a rule out whenever it does something; null when there is a channel that they leave in.</summary>
    private static List<(PolicyRule Rule, int Index)>? By(ExaminedPolicy examined, PolicyRule rule, int at, IReadOnlyList<Channel> channels)
    {
        var by = new List<(PolicyRule Rule, int Index)>();
        foreach (var channel in channels)
        {
            // An exclusion is shadowed by earlier ones only, so that of two that say the same one remains.
            var acts = examined.Acts(rule, channel);
            var others = examined.Solver.Relevant(acts, examined.RulesThatTakeOut(channel).Where(one => one.Index != at && (rule is ScoreRule || one.Index < at)), In);
            if (!examined.Solver.Meet([acts, .. others.Select(In)]).IsNowhere)
            {
                return null;
            }

            by.AddRange(examined.Core(others, In, acts));

            Region In((PolicyRule Rule, int Index) one) => examined.In(one.Rule, channel, atMost: true);
        }

        return by;
    }
}
