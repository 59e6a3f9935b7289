namespace OmniChannel;

/// <summary>How a customer comes from one stage to another: by something that happened (<see cref="On"/>, <see cref="When"/>) or by something that did not (<see cref="After"/>, <see cref="Without"/>).</summary>
/// <remarks>One touchpoint moves a customer at most once in a funnel; of several transitions the first that fits does.</remarks>
public sealed record StageTransition
{
    /// <summary>The stages from which it leads; at least one.</summary>
    public required IReadOnlyList<FunnelStage> From { get; init; }

    /// <summary>The stage it leads to.</summary>
    public required FunnelStage To { get; init; }

    /// <summary>By which touchpoints; empty for any that <see cref="When"/> allows.</summary>
    public IReadOnlyList<TouchpointType> On { get; init; } = [];

    /// <summary>What must hold of the touchpoint, by the facts of <see cref="Facts.Touchpoint"/>: a search term, a channel, an amount. Null for nothing more. A fact that is missing does not hold.</summary>
    /// <remarks>It asks the touchpoint and nothing else: what is known of the customer changes later, and then a touchpoint that came late would be judged otherwise than in time.</remarks>
    public Condition? When { get; init; }

    /// <summary>How long nothing of <see cref="Without"/> must have happened, a second to ten years; null for a transition by a touchpoint.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>What must not have happened for <see cref="After"/>: counted from entering the stage, and anew from each of these. Empty to count from entering the stage alone.</summary>
    public IReadOnlyList<TouchpointType> Without { get; init; } = [];

    /// <summary>Whether it goes back: to a stage that stands before. Said by whoever defines it, so that nobody falls back unawares.</summary>
    public bool IsRegression { get; init; }

    /// <summary>Why, in words for people; null to say what happened.</summary>
    public string? Because { get; init; }

    /// <summary>Why, in the words of <see cref="Because"/> or else in its own.</summary>
    /// <param name="type">The touchpoint that moved; null for none.</param>
    internal string Reason(string? type) => Because
        ?? (After is { } quiet ? Without.Count == 0 ? $"{Spell(quiet)} there" : $"{Spell(quiet)} without {string.Join(", ", Without)}"
            : type ?? (When is null ? string.Join(", ", On) : On.Count == 0 ? $"{When}" : $"{string.Join(", ", On)} with {When}"));

    private static string Spell(TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerDay == 0 ? Counted(time.Days, "day")
        : time.Ticks % TimeSpan.TicksPerHour == 0 ? Counted((long)time.TotalHours, "hour")
        : time.Ticks % TimeSpan.TicksPerMinute == 0 ? Counted((long)time.TotalMinutes, "minute")
        : Counted((long)time.TotalSeconds, "second");

    private static string Counted(long many, string what) => FormattableString.Invariant($"{many} {what}{(many == 1 ? "" : "s")}");
}
