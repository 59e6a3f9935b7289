namespace OmniChannel;

/// <summary>How many times customers moved from one stage to another, for one reason over one channel.</summary>
public sealed record MoveFigures
{
    /// <summary>The stage that was left.</summary>
    public required FunnelStage From { get; init; }

    /// <summary>The stage that was entered.</summary>
    public required FunnelStage To { get; init; }

    /// <summary>Why.</summary>
    public required string Because { get; init; }

    /// <summary>Over which channel; null for none.</summary>
    public Channel? Via { get; init; }

    /// <summary>How many times.</summary>
    public required int Times { get; init; }

    /// <summary>Whether it goes back.</summary>
    public required bool IsRegression { get; init; }
}
