namespace OmniChannel;

/// <summary>What became of an answer to a survey.</summary>
public sealed record SurveyAnswerResult
{
    /// <summary>What was understood; null when there is a problem.</summary>
    public SurveyAnswer? Answer { get; init; }

    /// <summary>Whether it was new; null when there is a problem.</summary>
    public RecordResult? Recorded { get; init; }

    /// <summary>Why it is no answer, in a sentence that can be written back; null when it is one.</summary>
    public string? Problem { get; init; }

    /// <summary>The question that is open after it; null when none is, and when it was said which was answered.</summary>
    public SurveyQuestion? Next { get; init; }
}
