namespace OmniChannel;

/// <summary>The policy's exclusions and requirements. A missing fact makes an exclusion fire and a requirement fail.</summary>
internal static class RulesGate
{
    public static GateAnswer Judge(Snapshot snapshot, Policy policy, ChannelSnapshot channel)
    {
        if (Broken(snapshot, policy, channel) is not var (rule, truth))
        {
            return GateAnswer.Always;
        }

        var because = new ReasonArgument("because", rule.Because);
        var named = new ReasonArgument("channel", channel.Channel);
        return GateAnswer.Never(truth == Truth.Unknown
            ? Reason.Of("rules.fact-missing", named, because, new ReasonArgument("condition", rule.Asked))
            : Reason.Of(rule is RequireRule ? "rules.required" : "rules.excluded", named, because));
    }

    /// <summary>The first rule that takes the channel out; null when none does.</summary>
    public static (PolicyRule Rule, Truth Truth)? Broken(Snapshot snapshot, Policy policy, ChannelSnapshot channel)
    {
        var facts = new SnapshotFacts(snapshot, channel);
        foreach (var rule in policy.Rules)
        {
            if (rule is not ScoreRule && rule.Concerns(channel.Channel) && RuleWalker.TakesOut(rule, facts) is var truth && truth != Truth.False)
            {
                return (rule, truth);
            }
        }

        return null;
    }
}
