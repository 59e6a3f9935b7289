namespace OmniChannel;

/// <summary>One place at which a repeated decision is not the recorded one.</summary>
public sealed record ReplayDifference
{
    /// <summary>Where, in the decision's JSON: "verdicts[0].score".</summary>
    public required string Path { get; init; }

    /// <summary>What was recorded; null when nothing stood there.</summary>
    public required string? Recorded { get; init; }

    /// <summary>What came out now; null when nothing stands there.</summary>
    public required string? Replayed { get; init; }

    /// <summary>On one line.</summary>
    public override string ToString() => $"{Path}: recorded {Recorded ?? "nothing"}, now {Replayed ?? "nothing"}";
}
