namespace OmniChannel;

/// <summary>A plan's order of channels, by their places in a roster. Immutable.</summary>
internal sealed class RosterPlan
{
    public RosterPlan(Plan plan, ChannelRoster roster)
    {
        Plan = plan;
        FirstOf = [.. plan.FirstOf.Select(roster.IndexOf)];
        Points = new int[roster.Count];
        for (var place = 0; place < FirstOf.Length; place++)
        {
            if (FirstOf[place] >= 0)
            {
                Points[FirstOf[place]] += (FirstOf.Length - place) * Scorer.PlanPoints;
            }
        }
    }

    public Plan Plan { get; }

    /// <summary>What its place is worth to each channel, unless the customer dislikes it.</summary>
    public int[] Points { get; }

    /// <summary>The places of its channels; negative for one that is not considered.</summary>
    private int[] FirstOf { get; }

    /// <summary>What it names after the winner and is open.</summary>
    public IReadOnlyList<Channel> StepUp(int winner, ulong open)
    {
        var first = Array.IndexOf(FirstOf, winner);
        if (first < 0 || first == FirstOf.Length - 1)
        {
            return [];
        }

        var next = new List<Channel>(FirstOf.Length - first - 1);
        foreach (var place in FirstOf.AsSpan(first + 1))
        {
            if (place >= 0 && (open >> place & 1) != 0)
            {
                next.Add(Plan.FirstOf[Array.IndexOf(FirstOf, place)]);
            }
        }

        return next;
    }
}
