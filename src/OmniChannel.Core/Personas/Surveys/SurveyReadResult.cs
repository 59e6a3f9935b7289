namespace OmniChannel;

/// <summary>An answer, or why it is none.</summary>
public sealed record SurveyReadResult
{
    /// <summary>The answer; null when there is a problem.</summary>
    public SurveyAnswer? Answer { get; init; }

    /// <summary>What is wrong, in a sentence that can be written back to the customer; null when nothing is.</summary>
    public string? Problem { get; init; }
}
