namespace OmniChannel;

/// <summary>For each channel, sets of customers whom the rules leave it, as far as they were found: who asks whether somebody of a kind gets a channel mostly finds one there. Not for several threads.</summary>
internal sealed class OpenBoxes(ExaminedPolicy examined)
{
    /// <summary>More are not worth looking through.</summary>
    private const int Most = 64;

    private readonly Dictionary<Channel, List<ClassSet[]>> known = [];

    /// <summary>Proved: the rules leave the channel to nobody within all of these.</summary>
    public bool IsShut(Channel channel, IReadOnlyList<LeafRegion> within)
    {
        if (!known.TryGetValue(channel, out var boxes))
        {
            known.Add(channel, boxes = []);
        }

        foreach (var box in boxes)
        {
            if (IsOpen(box, within))
            {
                return false;
            }
        }

        var meeting = examined.Solver.Meet([.. within, .. examined.RulesThatTakeOut(channel).Select(one => examined.In(one.Rule, channel, atMost: true))]);
        if (meeting.Box is { } found && boxes.Count < Most)
        {
            // Only the rules narrowed the box, and what was asked: it holds for others too.
            boxes.Add(found);
        }

        return meeting.IsNowhere;
    }

    /// <summary>A variable that was named later is not narrowed by the box.</summary>
    private bool IsOpen(ClassSet[] box, IReadOnlyList<LeafRegion> within)
    {
        foreach (var leaf in within)
        {
            if (!leaf.Classes.Meets(leaf.Variable < box.Length ? box[leaf.Variable] : examined.Space[leaf.Variable].Possible))
            {
                return false;
            }
        }

        return true;
    }
}
