namespace OmniChannel;

/// <summary>What changes for customers when one policy takes the place of another, over recorded decisions: who gains and who loses which channel. Usable as a gate: <c>diff.ChangedShare &lt;= 0.02</c>. Immutable, and safe for many threads.</summary>
/// <remarks>Both policies decide on the recorded snapshots, one by one; what the first of them would have sent changes nothing for the next. A decision has changed when its channel, time, account or step-up has; points alone are no change.</remarks>
public sealed record PolicyDiff
{
    internal PolicyDiff()
    {
    }

    /// <summary>The policy as it was.</summary>
    public required Policy Before { get; init; }

    /// <summary>The policy as it is to be.</summary>
    public required Policy After { get; init; }

    /// <summary>How many decisions were compared.</summary>
    public required int Decisions { get; init; }

    /// <summary>How many of them change: the sum of the five kinds below.</summary>
    public int Changed => NowSent + NoLongerSent + Moved + Retimed + OtherStepUp;

    /// <summary>The share of decisions that change, 0 to 1.</summary>
    public double ChangedShare => (double)Changed / Decisions;

    /// <summary>Nothing was sent before; now something is.</summary>
    public required int NowSent { get; init; }

    /// <summary>Something was sent before; now nothing is.</summary>
    public required int NoLongerSent { get; init; }

    /// <summary>It goes to another channel.</summary>
    public required int Moved { get; init; }

    /// <summary>It goes to the same channel at another time, or by another account.</summary>
    public required int Retimed { get; init; }

    /// <summary>It goes out as before; what is tried next when it is not seen has changed.</summary>
    public required int OtherStepUp { get; init; }

    /// <summary>Every channel that either policy chose, by name.</summary>
    public required IReadOnlyList<ChannelShift> Channels { get; init; }

    /// <summary>The same by persona, by name; customers without one come first, under an empty name.</summary>
    public required IReadOnlyList<GroupShift> Personas { get; init; }

    /// <summary>The same by funnel stage, by name.</summary>
    public required IReadOnlyList<GroupShift> Stages { get; init; }

    /// <summary>Decisions that change, one of each kind of change first.</summary>
    public required IReadOnlyList<DiffExample> Examples { get; init; }

    /// <summary>Compares two policies over recorded decisions; made-up ones come from <see cref="Situation.Decide"/> and <see cref="Decision.Record"/>.</summary>
    /// <param name="before">The policy as it was.</param>
    /// <param name="after">The policy as it is to be.</param>
    /// <param name="recordings">Decisions, whichever policy made them; read once. A calendar cap may ask for a zone that a recording lacks: it is looked up in the system's time-zone database.</param>
    /// <param name="examples">How many examples to keep at most.</param>
    /// <exception cref="ArgumentException">There is no recording: a comparison of nothing would pass every gate.</exception>
    public static PolicyDiff Compare(Policy before, Policy after, IEnumerable<DecisionRecording> recordings, int examples = 5)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(recordings);
        ArgumentOutOfRangeException.ThrowIfNegative(examples);
        var tally = new DiffTally(before, after, examples);
        foreach (var recording in recordings)
        {
            tally.Add(recording.Snapshot);
        }

        return tally.Result();
    }

    /// <summary>The comparison as a person reads it: the share, the channels, the groups that change, the examples with both explanations.</summary>
    public override string ToString() => DiffText.Of(this);
}
