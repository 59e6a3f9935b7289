using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Turns conditions into regions. Each leaf is answered by the naive walker itself, so that both agree by construction; what no classes can express is bounded from above or below.</summary>
internal sealed class ConditionRegions(FactSpace space)
{
    /// <summary>So that nothing that walks a region runs out of stack: chains of one operator count once.</summary>
    private const int Deepest = 150;

    /// <summary>Whatever the channel, and whoever says it, a leaf has the same answers.</summary>
    private readonly Dictionary<Condition, LeafAnswers> leaves = [];

    private readonly Dictionary<(Condition Condition, Channel? Channel, WantedTruth Wanted, bool AtMost), Region> known = new(new ByCondition());
    private readonly Dictionary<Condition, bool> asksChannels = new(ReferenceEqualityComparer.Instance);

    /// <summary>Where the condition gives a wanted answer.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="channel">Of which channel it is asked; null for plans.</param>
    /// <param name="wanted">Which answers.</param>
    /// <param name="atMost">What is not decided counts as in the region; else as outside.</param>
    public Region Of(Condition condition, Channel? channel, WantedTruth wanted, bool atMost)
    {
        var key = (condition, AsksChannels(condition) ? channel : null, wanted, atMost);
        if (!known.TryGetValue(key, out var region))
        {
            known.Add(key, region = Of(condition, channel, wanted, atMost, 0));
        }

        return region;
    }

    /// <summary>Whether each channel has an answer of its own.</summary>
    private bool AsksChannels(Condition condition)
    {
        if (!asksChannels.TryGetValue(condition, out var does))
        {
            asksChannels.Add(condition, does = ConditionParts.FactsOf(condition).Any(fact => fact.Domain.PerChannel));
        }

        return does;
    }

    private Region Of(Condition condition, Channel? channel, WantedTruth wanted, bool atMost, int depth)
    {
        if (depth > Deepest)
        {
            return atMost ? Region.Everything : Region.Nothing;
        }

        switch (condition)
        {
            case ConstantCondition constant:
                return IsWanted(constant.Value ? Truth.True : Truth.False, wanted) ? Region.Everything : Region.Nothing;
            case AndCondition:
                return Join(ConditionParts.ConjunctsOf(condition), wanted is WantedTruth.True or WantedTruth.NotFalse);
            case OrCondition:
                return Join(ConditionParts.DisjunctsOf(condition), wanted is WantedTruth.False or WantedTruth.NotTrue);
            case NotCondition not:
                return Of(not.Inner, channel, Opposite(wanted), atMost, depth + 1);
            case KnownCondition known:
                return Leaf(known.Fact);
            case CompareCondition compare when ConditionParts.IsDecidable(compare):
                return Leaf(compare.Fact);
            case OneOfCondition oneOf:
                return Leaf(oneOf.Fact);
            default:
                return atMost ? Region.Everything : Region.Nothing;
        }

        Region Join(IEnumerable<Condition> conditions, bool all)
        {
            var parts = conditions.Select(part => Of(part, channel, wanted, atMost, depth + 1)).ToArray();
            return all ? Region.All(parts) : Region.Any(parts);
        }

        Region Leaf(Fact fact)
        {
            var variable = space.Variable(fact, channel);
            if (!leaves.TryGetValue(condition, out var answers))
            {
                answers = LeafAnswers.Of(condition, space[variable].Partition);
                leaves.Add(condition, answers);
            }

            return new LeafRegion(variable, answers.Where(wanted));
        }
    }

    private static bool IsWanted(Truth truth, WantedTruth wanted) => wanted switch
    {
        WantedTruth.True => truth == Truth.True,
        WantedTruth.False => truth == Truth.False,
        WantedTruth.NotTrue => truth != Truth.True,
        _ => truth != Truth.False,
    };

    private static WantedTruth Opposite(WantedTruth wanted) => wanted switch
    {
        WantedTruth.True => WantedTruth.False,
        WantedTruth.False => WantedTruth.True,
        WantedTruth.NotTrue => WantedTruth.NotFalse,
        _ => WantedTruth.NotTrue,
    };

    private sealed class ByCondition : IEqualityComparer<(Condition Condition, Channel? Channel, WantedTruth Wanted, bool AtMost)>
    {
        public bool Equals((Condition Condition, Channel? Channel, WantedTruth Wanted, bool AtMost) x, (Condition Condition, Channel? Channel, WantedTruth Wanted, bool AtMost) y) =>
            ReferenceEquals(x.Condition, y.Condition) && x.Wanted == y.Wanted && x.AtMost == y.AtMost && x.Channel == y.Channel;

        public int GetHashCode((Condition Condition, Channel? Channel, WantedTruth Wanted, bool AtMost) obj) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Condition), obj.Channel, obj.Wanted, obj.AtMost);
    }
}
