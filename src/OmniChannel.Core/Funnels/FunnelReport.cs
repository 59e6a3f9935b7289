namespace OmniChannel;

/// <summary>How customers go through a funnel: how many move, where they drop, how long they stay, for everybody, per persona and per channel. Folded from trails, whatever their order; prints itself as text.</summary>
public sealed record FunnelReport
{
    /// <summary>Which funnel.</summary>
    public required FunnelId Funnel { get; init; }

    /// <summary>The instant as of which this is; null when nobody was counted.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How many customers were counted, those who are not in the funnel included.</summary>
    public required int Customers { get; init; }

    /// <summary>Everybody in the funnel.</summary>
    public required FunnelGroup Everybody { get; init; }

    /// <summary>By persona, by name.</summary>
    public required IReadOnlyList<FunnelGroup> ByPersona { get; init; }

    /// <summary>By the channel over which customers came first, by name.</summary>
    public required IReadOnlyList<FunnelGroup> ByChannel { get; init; }

    /// <summary>Every move, most frequent first.</summary>
    public required IReadOnlyList<MoveFigures> Moves { get; init; }

    /// <summary>Folds the trails of customers into a report. Keeps two numbers for each stay while it does.</summary>
    /// <exception cref="ArgumentException">A trail is of another funnel.</exception>
    public static FunnelReport Of(Funnel funnel, IEnumerable<FunnelTrail> trails)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        ArgumentNullException.ThrowIfNull(trails);
        var tally = new FunnelTally(funnel);
        foreach (var trail in trails)
        {
            tally.Add(trail);
        }

        return tally.Report();
    }

    /// <summary>The report as text, in columns; the same for the same customers.</summary>
    public override string ToString() => FunnelReportText.Of(this);
}
