namespace OmniChannel;

/// <summary>What kind of answer a question takes.</summary>
public enum SurveyQuestionKind
{
    /// <summary>One of the options.</summary>
    SingleChoice,

    /// <summary>Some of the options, at least one.</summary>
    MultipleChoice,

    /// <summary>A whole number on a short scale, such as 0 to 10.</summary>
    Scale,

    /// <summary>A whole number within a range.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>Whatever the customer writes, up to 1,000 characters.</summary>
    FreeText,
}
