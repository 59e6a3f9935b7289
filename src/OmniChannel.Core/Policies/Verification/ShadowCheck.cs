namespace OmniChannel;

/// <summary>Rules that change nothing because others have already decided.</summary>
internal static class ShadowCheck
{
    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined)
    {
        for (var i = 0; i < examined.Policy.Rules.Count; i++)
        {
            var (at, rule) = (i, examined.Policy.Rules[i]);
            var channels = examined.ChannelsOf(rule);
            if (channels.Count == 0 || examined.NeverActs(rule) || !channels.All(channel => examined.Solver.Meet([Acts(rule, channel), .. Others(channel).Select(one => In(one, channel))]).IsNowhere))
            {
                continue;
            }

            PolicyPlace[] by = [.. channels.SelectMany(channel => examined.Core([.. Others(channel)], one => In(one, channel), Acts(rule, channel))).DistinctBy(one => one.Index).OrderBy(one => one.Index).Select(one => PolicyPlace.Of(one.Rule, one.Index))];
            yield return new PolicyFinding
            {
                Code = rule is ScoreRule ? "OC2203" : "OC2201",
                Severity = DiagnosticSeverity.Warning,
                Place = PolicyPlace.Of(rule, i),
                Found = rule is ScoreRule ? "Its points never count." : "It changes nothing.",
                Why = $"Whenever it holds, {Why.List(channels)} is already taken out by {Why.List(by)}.",
                Fix = "Take it out, or narrow the others.",
                Related = by,
            };

            // An exclusion is shadowed by earlier ones only, so that of two that say the same one remains.
            IEnumerable<(PolicyRule Rule, int Index)> Others(Channel channel) => examined.RulesThatTakeOut(channel).Where(one => one.Index != at && (rule is ScoreRule || one.Index < at));

            Region In((PolicyRule Rule, int Index) one, Channel channel) => examined.In(one.Rule, channel, atMost: true);
        }

        Region Acts(PolicyRule rule, Channel channel) => rule is ScoreRule ? examined.When(rule.When, channel, WantedTruth.True) : examined.Out(rule, channel, atMost: true);
    }
}
