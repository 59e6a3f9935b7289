namespace OmniChannel;

/// <summary>A customer moved from one stage of a funnel to another.</summary>
public sealed record StageMove
{
    /// <summary>The stage that was left; null where the customer came into the funnel.</summary>
    public FunnelStage? From { get; init; }

    /// <summary>The stage that was entered.</summary>
    public required FunnelStage To { get; init; }

    /// <summary>When, in UTC: the instant of the touchpoint, or the one at which nothing had happened for long enough.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why: the transition's own words, or what happened.</summary>
    public required string Because { get; init; }

    /// <summary>The channel of the touchpoint; null for none, and for what did not happen.</summary>
    public Channel? Via { get; init; }

    /// <summary>Whether it went back.</summary>
    public bool IsRegression { get; init; }

    /// <summary>Whether it was something that did not happen.</summary>
    public bool ByAbsence { get; init; }
}
