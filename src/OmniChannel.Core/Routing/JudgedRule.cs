namespace OmniChannel;

/// <summary>What one rule of the policy did with one channel: found anew when an explanation asks, since gates name only the first rule that takes a channel out.</summary>
/// <param name="Place">Where it stands in <see cref="Policy.Rules"/>.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Fires">True when it took the channel out or added its points; unknown when a fact is missing.</param>
/// <param name="Points">What it added.</param>
internal readonly record struct JudgedRule(int Place, PolicyRule Rule, Truth Fires, int Points)
{
    /// <summary>"exclude", "require", "window", "budget" or "score".</summary>
    public string Kind => Rule switch
    {
        ExcludeRule => "exclude",
        RequireRule => "require",
        WindowRule => "window",
        BudgetRule => "budget",
        _ => "score",
    };

    /// <summary>Every rule that speaks of the channel, in the policy's order.</summary>
    public static IEnumerable<JudgedRule> All(Snapshot snapshot, Policy policy, ChannelSnapshot channel)
    {
        var facts = new SnapshotFacts(snapshot, channel);
        for (var place = 0; place < policy.Rules.Count; place++)
        {
            var rule = policy.Rules[place];
            if (rule.Concerns(channel.Channel))
            {
                var (fires, points) = rule is ScoreRule score ? RuleWalker.Points(score, facts) : (RuleWalker.TakesOut(rule, facts), 0);
                yield return new JudgedRule(place, rule, fires, points);
            }
        }
    }
}
