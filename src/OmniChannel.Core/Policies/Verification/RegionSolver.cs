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
        var box = new ClassSet[space.Count];
        for (var i = 0; i < box.Length; i++)
        {
            box[i] = space[i].Possible;
        }

        var pending = new List<AnyRegion>();
        var meeting = Array.TrueForAll(asked, region => Assert(region, box, pending)) ? Search(box, pending) : Meeting.Nowhere;
        IsExhausted |= meeting.IsUndecided;
        total += Math.Max(0, left);
        return meeting;
    }

    private Meeting Search(ClassSet[] box, List<AnyRegion> pending)
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

        var chosen = pending.MinBy(any => any.Parts.Count)!;
        foreach (var alternative in chosen.Parts)
        {
            var (within, rest) = ((ClassSet[])box.Clone(), pending.Where(any => any != chosen).ToList());
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

    private bool Assert(Region region, ClassSet[] box, List<AnyRegion> pending)
    {
        left--;
        switch (region)
        {
            case LeafRegion leaf:
                box[leaf.Variable] = box[leaf.Variable].Intersect(leaf.Classes);
                return !box[leaf.Variable].IsEmpty;
            case AllRegion all:
                return all.Parts.All(part => Assert(part, box, pending));
            case AnyRegion { Parts.Count: 1 } one:
                return Assert(one.Parts[0], box, pending);
            default:
                pending.Add((AnyRegion)region);
                return ((AnyRegion)region).Parts.Count > 0;
        }
    }

    /// <summary>Drops alternatives that cannot hold any more, and takes the last one that can, until nothing changes.</summary>
    private bool Propagate(ClassSet[] box, List<AnyRegion> pending)
    {
        for (var hasChanged = true; hasChanged && left > 0;)
        {
            hasChanged = false;
            for (var i = pending.Count - 1; i >= 0; i--)
            {
                var any = pending[i];
                var live = new List<Region>(any.Parts.Count);
                var holds = false;
                foreach (var part in any.Parts)
                {
                    var (can, must) = Look(part, box);
                    holds |= must;
                    if (can)
                    {
                        live.Add(part);
                    }
                }

                if (holds)
                {
                    pending.RemoveAt(i);
                }
                else if (live.Count <= 1)
                {
                    pending.RemoveAt(i);
                    if (live.Count == 0 || !Assert(live[0], box, pending))
                    {
                        return false;
                    }

                    hasChanged = true;
                }
                else if (live.Count < any.Parts.Count)
                {
                    pending[i] = new AnyRegion(live);
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
                return (leaf.Classes.Meets(box[leaf.Variable]), leaf.Classes.Contains(box[leaf.Variable]));
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
}
