namespace OmniChannel;

/// <summary>What a gate answers for one channel: when it is open, and why it is not always.</summary>
internal readonly record struct GateAnswer
{
    private readonly Func<Reason>? _reason;

    private GateAnswer(bool always, TimeRanges open, Func<Reason>? reason, bool estimate)
    {
        IsAlwaysOpen = always;
        Open = open;
        _reason = reason;
        IsEstimate = estimate;
    }

    public bool IsAlwaysOpen { get; }

    /// <summary>When it is open; meaningless when it always is.</summary>
    public TimeRanges Open { get; }

    /// <summary>Why it is not always open; null when it is. Made when it is asked for: a gate that opens in time is asked by nobody.</summary>
    public Reason? Reason => _reason?.Invoke();

    /// <summary>Whether the end of a closure is only an estimate.</summary>
    public bool IsEstimate { get; }

    public static GateAnswer Always => new(true, default, null, false);

    public static GateAnswer Never(Reason reason) => new(false, default, () => reason, false);

    /// <summary>Open when both are. The reason is that of the one that shuts; of the other when both are open for a while.</summary>
    public GateAnswer And(GateAnswer other) =>
        IsAlwaysOpen || (other.Open.IsEmpty && !other.IsAlwaysOpen) ? other
        : other.IsAlwaysOpen || Open.IsEmpty ? this
        : During(Open.Intersect(other.Open), other._reason!, IsEstimate || other.IsEstimate);

    /// <summary>When the first closure within the message's time ends, be it after that time.</summary>
    public static DateTimeOffset FirstEnd(TimeRanges shut, TimeRanges whole)
    {
        var from = shut.Intersect(whole)[0].From;
        for (var i = 0; ; i++)
        {
            if (shut[i].Contains(from))
            {
                return shut[i].Until;
            }
        }
    }

    public static GateAnswer During(TimeRanges open, Func<Reason> reason, bool estimate = false) => new(false, open, reason, estimate);
}
