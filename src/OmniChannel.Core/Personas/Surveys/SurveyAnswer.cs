namespace OmniChannel;

/// <summary>What a customer answered to one question, typed and checked: made by <see cref="Survey.Read"/> and <see cref="Survey.ReadReply"/>.</summary>
public sealed record SurveyAnswer
{
    internal SurveyAnswer()
    {
    }

    /// <summary>The survey.</summary>
    public required SurveyId Survey { get; init; }

    /// <summary>The question's name.</summary>
    public required string Question { get; init; }

    /// <summary>The names of the options in their order; for other kinds the number, "yes", "no", or the words.</summary>
    public required IReadOnlyList<string> Said { get; init; }

    /// <summary>The number, of a scale or a number.</summary>
    public int? Number { get; init; }

    /// <summary>Yes or no.</summary>
    public bool? IsYes { get; init; }
}
