namespace OmniChannel;

/// <summary>What a landing address and a referrer say.</summary>
public sealed record AcquisitionReadResult
{
    /// <summary>Where the customer came from; null for a direct visit, and when there is a problem.</summary>
    public AcquisitionSource? Source { get; init; }

    /// <summary>What is wrong: a sentence that names the part; null when nothing is.</summary>
    public string? Problem { get; init; }
}
