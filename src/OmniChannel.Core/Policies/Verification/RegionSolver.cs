using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Whether regions have a customer in common: exact, by trying, within a bounded number of steps. Not for several threads.</summary>
internal sealed class RegionSolver(FactSpace space, long steps)
{
    private const long StepsPerQuestion = 200_000;

    private long total = steps;
    private long left;

    /// <summary>Whether some question was given up.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>A box in all of the regions, or that there is none, or that it was not decided.</summary>
    public Meeting Meet(params IEnumerable<Region> regions)
    {
        var asked = regions.ToArray(); // asking may name new variables
        left = Math.Min(StepsPerQuestion, total);
        total -= left;
        var box = Everything();
        var pending = new List<Choice>();
        var meeting = Array.TrueForAll(asked, region => Assert(region, box, pending)) ? Search(box, pending) : Meeting.Nowhere;
        IsExhausted |= meeting.IsUndecided;
        total += Math.Max(0, left);
        return meeting;
    }

    /// <summary>Of the items those that can be why the first and all of them meet nowhere: whose region does not follow from the first. One alone where it excludes the first by itself.</summary>
    public List<T> Relevant<T>(Region first, IEnumerable<T> items, Func<T, Region> region)
    {
        var asked = items.Select(item => (Item: item, Region: region(item))).ToArray(); // asking may name new variables
        var (box, pending, open) = (Everything(), new List<Choice>(), new List<T>());
        left = total;
        var isKnown = Assert(first, box, pending) && Propagate(box, pending);
        foreach (var (item, asks) in asked)
        {
            var (can, must) = isKnown && left > 0 ? Look(asks, box) : (true, false);
            if (!can)
            {
                open = [item];
                break;
            }

            if (!must)
            {
                open.Add(item);
            }
        }

        total = Math.Max(0, left);
        return open;
    }

    private ClassSet[] Everything()
    {
        var box = new ClassSet[space.Count];
        for (var i = 0; i < box.Length; i++)
        {
            box[i] = space[i].Possible;
        }

        return box;
    }

    private Meeting Search(ClassSet[] box, List<Choice> pending)
    {
        if (!Propagate(box, pending))
        {
            return Meeting.Nowhere;
        }

        if (pending.Count == 0)
        {
            return Meeting.At(box);
        }

        if (left <= 0 || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return Meeting.Undecided;
        }

        // The one with the fewest alternatives: where it fails, it fails soonest.
        var chosen = pending.MinBy(one => one.Live);
        pending.Remove(chosen);
        foreach (var alternative in chosen.Any.Parts)
        {
            var (within, rest) = ((ClassSet[])box.Clone(), new List<Choice>(pending));
            if (Assert(alternative, within, rest) && Search(within, rest) is { IsNowhere: false } meeting)
            {
                return meeting;
            }

            if (alternative is LeafRegion leaf && (box[leaf.Variable] = box[leaf.Variable].Except(leaf.Classes)).IsEmpty)
            {
                break;
            }
        }

        return Meeting.Nowhere;
    }

    private bool Assert(Region region, ClassSet[] box, List<Choice> pending)
    {
        left--;
        switch (region)
        {
            case LeafRegion leaf:
                if (!leaf.Classes.Contains(box[leaf.Variable]))
                {
                    box[leaf.Variable] = box[leaf.Variable].Intersect(leaf.Classes);
                }

                return !box[leaf.Variable].IsEmpty;
            case AllRegion all:
                foreach (var part in all.Parts)
                {
                    if (!Assert(part, box, pending))
                    {
                        return false;
                    }
                }

                return true;
            case AnyRegion { Parts.Length: 1 } one:
                return Assert(one.Parts[0], box, pending);
            default:
                pending.Add(new Choice((AnyRegion)region, int.MaxValue));
                return ((AnyRegion)region).Parts.Length > 0;
        }
    }

    /// <summary>Drops alternatives that cannot hold any more, and takes the last one that can, until nothing changes.</summary>
    private bool Propagate(ClassSet[] box, List<Choice> pending)
    {
        for (var hasChanged = true; hasChanged && left > 0;)
        {
            hasChanged = false;
            for (var i = pending.Count - 1; i >= 0; i--)
            {
                var any = pending[i].Any;
                var (live, last, holds) = (0, -1, false);
                for (var part = 0; part < any.Parts.Length && !holds; part++)
                {
                    var (can, must) = Look(any.Parts[part], box);
                    holds = must;
                    (live, last) = can ? (live + 1, part) : (live, last);
                }

                if (holds || live <= 1)
                {
                    pending[i] = pending[^1];
                    pending.RemoveAt(pending.Count - 1);
                    if (!holds && (live == 0 || !Assert(any.Parts[last], box, pending)))
                    {
                        return false;
                    }

                    hasChanged |= !holds;
                }
                else
                {
                    pending[i] = new Choice(any, live);
                }
            }
        }

        return true;
    }

    /// <summary>Whether the region can hold within the box, and whether it must.</summary>
    private (bool Can, bool Must) Look(Region region, ClassSet[] box)
    {
        left--;
        switch (region)
        {
            case LeafRegion leaf:
                return leaf.Classes.Contains(box[leaf.Variable]) ? (true, true) : (leaf.Classes.Meets(box[leaf.Variable]), false);
            case AllRegion all:
                var must = true;
                foreach (var part in all.Parts)
                {
                    var (can, holds) = Look(part, box);
                    if (!can)
                    {
                        return (false, false);
                    }

                    must &= holds;
                }

                return (true, must);
            default:
                var open = false;
                foreach (var part in ((AnyRegion)region).Parts)
                {
                    var (can, holds) = Look(part, box);
                    if (holds)
                    {
                        return (true, true);
                    }

                    open |= can;
                }

                return (open, false);
        }
    }

    /// <summary>One of its parts has to hold, and so many still can.</summary>
    private readonly record struct Choice(AnyRegion Any, int Live);
}
