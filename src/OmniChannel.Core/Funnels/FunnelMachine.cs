namespace OmniChannel;

/// <summary>A funnel made ready: names are places, and what may not happen is known by stage. Pure: the stage is a function of a journal and an instant. Immutable but for what it remembers; for many threads.</summary>
internal sealed class FunnelMachine
{
    private readonly int[] _targets;
    private readonly FunnelAbsence[][] _absences;

    /// <param name="funnel">One without errors.</param>
    public FunnelMachine(Funnel funnel)
    {
        Funnel = funnel;
        Stages = [.. funnel.Stages.Select(stage => stage.Stage)];
        Start = Math.Max(0, PlaceOf(funnel.Start));
        Watched = [.. funnel.Transitions.Where(one => one.After is not null).SelectMany(one => one.Without).Select(type => type.Name).Distinct(StringComparer.Ordinal)];
        Signals = new FunnelSignals(funnel, [.. Watched]);
        _targets = [.. funnel.Transitions.Select(one => PlaceOf(one.To))];
        _absences = [.. Stages.Select(stage => funnel.Transitions.Index().Where(one => one.Item.After is not null && one.Item.From.Contains(stage))
            .Select(one => new FunnelAbsence(one.Index, one.Item.After!.Value.Ticks, [.. one.Item.Without.Select(type => Watched.IndexOf(type.Name))])).ToArray())];
        TellsMoves = funnel.Transitions.Any(one => one.IsRegression || one.After is not null);
        WaitsForNothing = funnel.Transitions.Any(one => one.After is not null);
    }

    public Funnel Funnel { get; }

    public FunnelStage[] Stages { get; }

    public int Start { get; }

    /// <summary>The types of touchpoints whose absence moves somebody.</summary>
    public List<string> Watched { get; }

    public FunnelSignals Signals { get; }

    /// <summary>Whether some of its moves are written into the timeline: those that go back, and those by what did not happen.</summary>
    public bool TellsMoves { get; }

    /// <summary>Whether what does not happen moves anybody.</summary>
    public bool WaitsForNothing { get; }

    /// <summary>The place of a stage; −1 for one that the funnel does not have.</summary>
    public int PlaceOf(FunnelStage stage) => Array.IndexOf(Stages, stage);

    public int TargetOf(int transition) => _targets[transition];

    public ReadOnlySpan<FunnelAbsence> AbsencesFrom(int stage) => stage < 0 ? [] : _absences[stage];

    /// <summary>The stage at an instant; null for not in the funnel.</summary>
    public FunnelStage? StageAt(FunnelJournal journal, DateTimeOffset now)
    {
        var walk = new FunnelWalk(this, stackalloc long[Watched.Count], null);
        walk.Through(journal);
        walk.Advance(now.UtcTicks, including: true);
        return walk.Stage < 0 ? null : Stages[walk.Stage];
    }

    /// <summary>The stage after the last event, whatever did not happen since.</summary>
    public FunnelStage? StageOf(FunnelJournal journal)
    {
        var walk = new FunnelWalk(this, stackalloc long[Watched.Count], null);
        walk.Through(journal);
        return walk.Stage < 0 ? null : Stages[walk.Stage];
    }

    /// <summary>Where a customer stands after all events of a journal.</summary>
    public FunnelStanding StandingAfter(FunnelJournal journal)
    {
        var walk = new FunnelWalk(this, stackalloc long[Watched.Count], null);
        walk.Through(journal);
        return walk.Standing();
    }

    /// <summary>Every move until an instant, the oldest first.</summary>
    public List<StageMove> MovesUntil(FunnelJournal journal, DateTimeOffset now)
    {
        var moves = new List<StageMove>();
        var walk = new FunnelWalk(this, stackalloc long[Watched.Count], moves);
        walk.Through(journal, journal.Events.Count);
        walk.Advance(now.UtcTicks, including: true);
        return moves;
    }

    /// <summary>When, after an instant, something next counts as not having happened; null for never.</summary>
    public DateTimeOffset? NextDue(FunnelJournal journal, DateTimeOffset after)
    {
        var walk = new FunnelWalk(this, stackalloc long[Watched.Count], null);
        walk.Through(journal);
        walk.Advance(after.UtcTicks, including: true);
        return walk.Next().Due is var due and < long.MaxValue && due <= DateTimeOffset.MaxValue.UtcTicks ? new(due, TimeSpan.Zero) : null;
    }

    /// <summary>Where a customer stood after the first events of a journal.</summary>
    public FunnelCheckpoint CheckpointAfter(FunnelJournal journal, int events, FunnelEvent last, int mostMoves)
    {
        Span<long> seen = stackalloc long[Watched.Count];
        var walk = new FunnelWalk(this, seen, null);
        walk.Through(journal, events);
        if (journal.Checkpoints is [var before] && !walk.HasMoved)
        {
            return before with { Last = last, Seen = TimesOf(seen) }; // as nearly always: nobody moves with each touchpoint
        }

        var moves = new List<StageMove>();
        seen.Clear();
        walk = new FunnelWalk(this, seen, moves);
        walk.Through(journal, events);
        return new FunnelCheckpoint
        {
            Last = last,
            Stage = walk.Stage < 0 ? null : Stages[walk.Stage],
            Since = new(walk.Since, TimeSpan.Zero),
            Seen = TimesOf(seen),
            Moves = moves.Count == 0 ? null : [.. moves.TakeLast(mostMoves)],
        };
    }

    private Dictionary<string, DateTimeOffset>? TimesOf(ReadOnlySpan<long> seen)
    {
        Dictionary<string, DateTimeOffset>? times = null;
        for (var i = 0; i < seen.Length; i++)
        {
            if (seen[i] > 0)
            {
                (times ??= new(StringComparer.Ordinal)).Add(Watched[i], new(seen[i], TimeSpan.Zero));
            }
        }

        return times;
    }
}
