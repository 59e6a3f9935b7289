using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Walks one customer through a funnel, event by event in their order in time; what did not happen in between takes place at its own instant. Lives on the stack.</summary>
internal ref struct FunnelWalk
{
    private const int Outside = -1;

    private readonly FunnelMachine _funnel;
    private readonly Span<long> _seen;
    private readonly List<StageMove>? _moves;
    private int _stage = Outside;
    private long _since;
    private bool _isUnderWay;
    private Recent _recent;

    /// <param name="funnel">The funnel.</param>
    /// <param name="seen">Room for <see cref="FunnelMachine.Watched"/>, all 0.</param>
    /// <param name="moves">Where moves are put down; null when nobody asks for them.</param>
    public FunnelWalk(FunnelMachine funnel, Span<long> seen, List<StageMove>? moves)
    {
        _funnel = funnel;
        _seen = seen;
        _moves = moves;
    }

    /// <summary>The place of the stage; −1 for not in the funnel.</summary>
    public readonly int Stage => _stage;

    public readonly long Since => _since;

    /// <summary>Whether it moved since the checkpoint that it stands on, if any.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>Walks through everything that a journal keeps, from where its newest hour begins if that is known. Not for who wants to know the moves.</summary>
    public void Through(FunnelJournal journal)
    {
        var events = journal.InOrder;
        var settled = journal.SettledEvents;
        if (journal.Checkpoints is { Count: > 1 } || (journal.Checkpoints is [var before] && settled < events.Length && before.Last.CompareTo(events[settled]) > 0))
        {
            Through(journal, events.Length); // of a person who is several customers: what fell off stands anywhere between
            return;
        }

        if (journal.Settled is { } known && ReferenceEquals(known.By, _funnel))
        {
            (_stage, _since, _isUnderWay) = (known.Stage, known.Since, true);
            known.Seen.CopyTo(_seen);
        }
        else
        {
            Through(journal, settled);
            journal.Remember(Standing());
        }

        foreach (ref readonly var one in events[settled..])
        {
            Event(in one);
        }
    }

    /// <summary>Where it stands now.</summary>
    public readonly FunnelStanding Standing() => new() { By = _funnel, Stage = _stage, Since = _since, Seen = _seen.Length == 0 ? [] : _seen.ToArray() };

    /// <summary>Walks through the first events of a journal, and what it begins with.</summary>
    public void Through(FunnelJournal journal, int events)
    {
        if (_funnel.Funnel.EnteredBy is null && journal.StartedAt is { } start)
        {
            Enter(start.UtcTicks, "first seen", null);
        }

        var (checkpoints, next) = (journal.Checkpoints, 0);
        foreach (ref readonly var one in journal.InOrder[..events])
        {
            while (checkpoints is not null && next < checkpoints.Count && checkpoints[next].Last.CompareTo(one) <= 0)
            {
                From(checkpoints[next++]);
            }

            Event(in one);
        }

        while (checkpoints is not null && next < checkpoints.Count)
        {
            From(checkpoints[next++]);
        }
    }

    /// <summary>What did not happen until then.</summary>
    /// <param name="until">In ticks.</param>
    /// <param name="including">Whether the instant itself counts: nothing can happen at it any more.</param>
    public void Advance(long until, bool including)
    {
        while (_stage >= 0 && Next() is { Due: var due, Transition: var transition } && (including ? due <= until : due < until))
        {
            Move(transition, due, null, null);
        }
    }

    /// <summary>When the next thing counts as not having happened, in ticks, and which transition that is; <see cref="long.MaxValue"/> for never.</summary>
    public readonly (long Due, int Transition) Next()
    {
        var best = (Due: long.MaxValue, Transition: -1);
        foreach (var absence in _funnel.AbsencesFrom(_stage))
        {
            var since = _since;
            foreach (var watched in absence.Watched)
            {
                since = Math.Max(since, _seen[watched]);
            }

            var due = since > long.MaxValue - absence.After ? long.MaxValue : since + absence.After;
            best = due < best.Due ? (due, absence.Transition) : best;
        }

        return best;
    }

    private void Event(in FunnelEvent one)
    {
        var at = one.Ticks;
        if (_funnel.WaitsForNothing)
        {
            Advance(at, including: false);
        }

        _isUnderWay = true;
        var signal = Read(one.On);
        if (signal.Watched >= 0)
        {
            _seen[signal.Watched] = Math.Max(_seen[signal.Watched], at);
        }

        if (_stage < 0 && signal.Enters)
        {
            Enter(at, signal.Type, one.Via);
        }

        if (_stage >= 0 && signal.Transition[_stage] is var transition and >= 0)
        {
            Move(transition, at, signal.Type, one.Via);
        }
    }

    /// <summary>A journal has few kinds of events: what was read is at hand by the length of its name.</summary>
    private FunnelSignal Read(string on)
    {
        ref var near = ref _recent[on.Length & (Recent.Length - 1)];
        if (near.On is null || !string.Equals(near.On, on, StringComparison.Ordinal))
        {
            near = (on, _funnel.Signals.Read(on));
        }

        return near.Signal;
    }

    /// <summary>What fell off: where nothing is known before, it is how things stand; else the further of both, because what is older than what fell off moves nobody back.</summary>
    private void From(FunnelCheckpoint checkpoint)
    {
        Advance(checkpoint.Last.Ticks, including: false);
        var stage = checkpoint.Stage is { } named ? Math.Max(_funnel.PlaceOf(named), Outside) : Outside;
        if (!_isUnderWay || stage > _stage)
        {
            (_stage, _since, HasMoved) = (stage, checkpoint.Since.UtcTicks, false);
            _moves?.Clear();
            _moves?.AddRange(checkpoint.Moves ?? []);
        }

        _isUnderWay = true;
        if (checkpoint.Seen is null)
        {
            return;
        }

        foreach (var (type, at) in checkpoint.Seen)
        {
            if (_funnel.Watched.IndexOf(type) is var place and >= 0)
            {
                _seen[place] = Math.Max(_seen[place], at.UtcTicks);
            }
        }
    }

    private void Enter(long at, string because, Channel? via)
    {
        (_stage, _since, HasMoved) = (_funnel.Start, at, true);
        _moves?.Add(new StageMove { To = _funnel.Stages[_stage], At = new(at, TimeSpan.Zero), Because = because, Via = via });
    }

    private void Move(int transition, long at, string? type, Channel? via)
    {
        var (from, to) = (_stage, _funnel.TargetOf(transition));
        (_stage, _since, HasMoved) = (to, at, true);
        if (_moves is null)
        {
            return;
        }

        var how = _funnel.Funnel.Transitions[transition];
        _moves.Add(new StageMove
        {
            From = _funnel.Stages[from],
            To = _funnel.Stages[to],
            At = new(at, TimeSpan.Zero),
            Because = how.Reason(type),
            Via = via,
            IsRegression = how.IsRegression,
            ByAbsence = type is null,
        });
    }

    [InlineArray(Length)]
    private struct Recent
    {
        public const int Length = 16;

        private (string On, FunnelSignal Signal) _first;
    }
}
