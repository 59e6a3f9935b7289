using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Turns conditions into regions. Each leaf is answered by the naive walker itself, class by class, so that both agree by construction; what no classes can express is bounded from above or below.</summary>
internal sealed class ConditionRegions(FactSpace space)
{
    /// <summary>So that nothing that walks a region runs out of stack: chains of one operator count once.</summary>
    private const int Deepest = 150;

    /// <summary>Whatever the channel, a leaf has the same classes.</summary>
    private readonly Dictionary<(Condition Leaf, WantedTruth Wanted), ClassSet> leaves = new(new ByLeaf());

    /// <summary>Where the condition gives a wanted answer.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="channel">Of which channel it is asked; null for plans.</param>
    /// <param name="wanted">Which answers.</param>
    /// <param name="atMost">What is not decided counts as in the region; else as outside.</param>
    public Region Of(Condition condition, Channel? channel, WantedTruth wanted, bool atMost) => Of(condition, channel, wanted, atMost, 0);

    private Region Of(Condition condition, Channel? channel, WantedTruth wanted, bool atMost, int depth)
    {
        if (depth > Deepest)
        {
            return atMost ? Region.Everything : Region.Nothing;
        }

        switch (condition)
        {
            case ConstantCondition constant:
                return Holds(constant.Value ? Truth.True : Truth.False, wanted) ? Region.Everything : Region.Nothing;
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
            if (!leaves.TryGetValue((condition, wanted), out var classes))
            {
                classes = space[variable].Partition.Where(one => Holds(ConditionWalker.Evaluate(condition, new OneValue(one.Sample)), wanted));
                leaves.Add((condition, wanted), classes);
            }

            return new LeafRegion(variable, classes);
        }
    }

    private static bool Holds(Truth truth, WantedTruth wanted) => wanted switch
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

    /// <summary>Every fact has this value: a leaf asks one only.</summary>
    private readonly struct OneValue(FactValue value) : IFactSource
    {
        public FactValue Read(Fact fact) => value;
    }

    private sealed class ByLeaf : IEqualityComparer<(Condition Leaf, WantedTruth Wanted)>
    {
        public bool Equals((Condition Leaf, WantedTruth Wanted) x, (Condition Leaf, WantedTruth Wanted) y) => ReferenceEquals(x.Leaf, y.Leaf) && x.Wanted == y.Wanted;

        public int GetHashCode((Condition Leaf, WantedTruth Wanted) obj) => HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Leaf), obj.Wanted);
    }
}
