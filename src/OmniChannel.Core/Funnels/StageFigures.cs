namespace OmniChannel;

/// <summary>What became of the customers in one stage.</summary>
public sealed record StageFigures
{
    /// <summary>The stage.</summary>
    public required FunnelStage Stage { get; init; }

    /// <summary>How many customers were ever there.</summary>
    public required int Entered { get; init; }

    /// <summary>How many of them went on from it to a later stage.</summary>
    public required int WentOn { get; init; }

    /// <summary>How many of them went back from it.</summary>
    public required int WentBack { get; init; }

    /// <summary>How many are there now.</summary>
    public required int Here { get; init; }

    /// <summary>How many were there and never went on: where customers drop.</summary>
    public int Dropped => Entered - WentOn;

    /// <summary>How long the stays lasted that are over; null when none is.</summary>
    public StayFigures? Stays { get; init; }

    /// <summary>How long those who are there now have been; null when nobody is.</summary>
    public StayFigures? Waiting { get; init; }
}
