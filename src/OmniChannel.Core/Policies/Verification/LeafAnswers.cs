namespace OmniChannel;

/// <summary>Of which classes of its fact a condition that is neither and, or, nor not is true, and of which it is false; of the rest it is neither. Immutable.</summary>
internal sealed class LeafAnswers
{
    private readonly ClassSet whole;
    private readonly ClassSet yes;
    private readonly ClassSet no;

    private LeafAnswers(ClassSet whole, ClassSet yes, ClassSet no) => (this.whole, this.yes, this.no) = (whole, yes, no);

    /// <summary>Answered by the naive walker, so that both agree by construction. A comparison changes its answer where its constant lies and nowhere else, so of a long run of numbers only the ends, and the classes around the constant, are walked.</summary>
    public static LeafAnswers Of(Condition leaf, FactPartition partition)
    {
        var count = partition.Classes.Count;
        var (yes, no) = (Nothing(count), Nothing(count));
        if (leaf is CompareCondition compare)
        {
            foreach (var (first, last) in partition.Runs)
            {
                Run(compare, first, last);
            }
        }
        else
        {
            yes = ClassSet.Of(count, at => Walk(at) == Truth.True);
            no = ClassSet.Of(count, at => Walk(at) == Truth.False);
        }

        return new LeafAnswers(ClassSet.Between(count, 0, count - 1), yes, no);

        Truth Walk(int at) => ConditionWalker.Evaluate(leaf, new OneValue(partition.Classes[at].Sample));

        // Ascending numbers: one answer below the constant, one at it, one above it.
        void Run(CompareCondition compare, int first, int last)
        {
            var at = Below(compare.Constant.Number, first, last);
            Same(first, at - 1);
            if (at <= last)
            {
                Same(at, at);
                Same(at + 1, last);
            }
        }

        // The first class that begins at the constant or above it.
        int Below(long constant, int from, int last)
        {
            var until = last + 1;
            while (from < until)
            {
                var middle = (from + until) / 2;
                (from, until) = partition.Classes[middle].Sample.Number < constant ? (middle + 1, until) : (from, middle);
            }

            return from;
        }

        void Same(int first, int last)
        {
            if (first > last)
            {
                return;
            }

            var truth = Walk(first);
            var all = ClassSet.Between(count, first, last);
            (yes, no) = (truth == Truth.True ? yes.Union(all) : yes, truth == Truth.False ? no.Union(all) : no);
        }
    }

    /// <summary>The classes for which the answer is a wanted one.</summary>
    public ClassSet Where(WantedTruth wanted) => wanted switch
    {
        WantedTruth.True => yes,
        WantedTruth.False => no,
        WantedTruth.NotTrue => whole.Except(yes),
        _ => whole.Except(no),
    };

    private static ClassSet Nothing(int count) => ClassSet.Between(count, 0, -1);

    /// <summary>Every fact has this value: a leaf asks one only.</summary>
    private readonly struct OneValue(FactValue value) : IFactSource
    {
        public FactValue Read(Fact fact) => value;
    }
}
