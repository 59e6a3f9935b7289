namespace OmniChannel;

/// <summary>The channels that one draw chooses from: the best, and for a share of messages any that is allowed. The same customer and campaign always draw the same.</summary>
internal sealed record Exploration
{
    private const int Scale = 1000;

    private Exploration(Candidate best, IReadOnlyList<Candidate> arms, int perMille, Candidate chosen) => (Best, Arms, PerMille, Chosen) = (best, arms, perMille, chosen);

    public Candidate Best { get; }

    /// <summary>What may be tried, in the order of the channels' names; empty when nothing is.</summary>
    public IReadOnlyList<Candidate> Arms { get; }

    public int PerMille { get; }

    public Candidate Chosen { get; }

    /// <summary>What the decision says of it; null when the best was chosen.</summary>
    public Reason? Said => Chosen == Best ? null : Reason.Of("explored", new ReasonArgument("channel", Chosen.Channel.Channel), new ReasonArgument("winner", Best.Channel.Channel));

    public static Exploration Of(Snapshot snapshot, Policy policy, Plan? plan, Candidate[] ranked)
    {
        var best = ranked[0];
        if (!MayTry(policy, plan is not null, snapshot.Message))
        {
            return new(best, [], 0, best);
        }

        var arms = ranked
            .Where(one => one.At is not null && (one == best || one.Channel.Liking != Liking.Dislike))
            .OrderBy(one => one.Channel.Channel.Name, StringComparer.Ordinal)
            .ToList();
        return new(best, arms, policy.ExplorationPerMille, Draw(snapshot.Customer, snapshot.Message, policy, arms.Count) is { } drawn ? arms[drawn] : best);
    }

    /// <summary>Whether another channel than the best may be tried at all.</summary>
    public static bool MayTry(Policy policy, bool hasPlan, Message message) => policy.ExplorationPerMille > 0 && !hasPlan && message.Purpose != Purpose.Transactional;

    /// <summary>Which of so many arms is tried; null for the best.</summary>
    public static int? Draw(CustomerId customer, Message message, Policy policy, int arms)
    {
        var drawn = StableHash.Of(customer.Value, message.Campaign.Value, "explore", policy.Name);
        return drawn % Scale < (ulong)policy.ExplorationPerMille ? (int)(drawn / Scale % (ulong)arms) : null;
    }

    /// <summary>The probability with which the policy chooses a channel here.</summary>
    public double Propensity(Candidate candidate) =>
        (candidate == Best ? 1 - (PerMille / (double)Scale) : 0) + (Arms.Contains(candidate) ? PerMille / (double)Scale / Arms.Count : 0)
        + (Arms.Count == 0 && candidate == Best ? PerMille / (double)Scale : 0);
}
