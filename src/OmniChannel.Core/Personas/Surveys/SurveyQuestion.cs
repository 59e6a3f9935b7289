namespace OmniChannel;

/// <summary>One typed question of a survey. Immutable.</summary>
public sealed record SurveyQuestion
{
    /// <summary>Its name for code, one line of at most 100 characters; unique within the survey.</summary>
    public required string Name { get; init; }

    /// <summary>What the customer reads: a template, as the texts of a variant are.</summary>
    public required string Text { get; init; }

    /// <summary>What kind of answer it takes.</summary>
    public required SurveyQuestionKind Kind { get; init; }

    /// <summary>The options of a choice, at most 20; empty for other kinds.</summary>
    public IReadOnlyList<SurveyOption> Options { get; init; } = [];

    /// <summary>The least number that <see cref="SurveyQuestionKind.Scale"/> and <see cref="SurveyQuestionKind.Number"/> take.</summary>
    public int Min { get; init; }

    /// <summary>The greatest number they take.</summary>
    public int Max { get; init; }

    /// <summary>Words for yes, beside "yes", "y" and 1.</summary>
    public IReadOnlyList<string> YesWords { get; init; } = [];

    /// <summary>Words for no, beside "no", "n" and 2.</summary>
    public IReadOnlyList<string> NoWords { get; init; } = [];

    /// <summary>
    /// The fact of the host's own that the answer states of the customer, unless the profile states it: a text for a single choice (the option's name) and free text, a number for a scale and a number, a flag for
    /// yes and no. Null for none; options of choices may have flags of their own.
    /// </summary>
    public Fact? Fact { get; init; }

    /// <summary>A question with one answer out of several.</summary>
    public static SurveyQuestion SingleChoice(string name, string text, params IReadOnlyList<SurveyOption> options) => new() { Name = name, Text = text, Kind = SurveyQuestionKind.SingleChoice, Options = options };

    /// <summary>A question with some answers out of several.</summary>
    public static SurveyQuestion MultipleChoice(string name, string text, params IReadOnlyList<SurveyOption> options) => new() { Name = name, Text = text, Kind = SurveyQuestionKind.MultipleChoice, Options = options };

    /// <summary>A question for a number on a scale.</summary>
    public static SurveyQuestion Scale(string name, string text, int min, int max) => new() { Name = name, Text = text, Kind = SurveyQuestionKind.Scale, Min = min, Max = max };

    /// <summary>A question for a number.</summary>
    public static SurveyQuestion Number(string name, string text, int min, int max) => new() { Name = name, Text = text, Kind = SurveyQuestionKind.Number, Min = min, Max = max };

    /// <summary>A question for yes or no.</summary>
    public static SurveyQuestion YesNo(string name, string text) => new() { Name = name, Text = text, Kind = SurveyQuestionKind.YesNo };

    /// <summary>A question for words.</summary>
    public static SurveyQuestion FreeText(string name, string text) => new() { Name = name, Text = text, Kind = SurveyQuestionKind.FreeText };
}
