namespace OmniChannel;

/// <summary>One of the answers that a question offers.</summary>
public sealed record SurveyOption
{
    /// <summary>Its name for code, one line of at most 100 characters; answers keep it.</summary>
    public required string Name { get; init; }

    /// <summary>What the customer reads.</summary>
    public required string Text { get; init; }

    /// <summary>A fact of the host's own that is true of a customer who chose it last; null for none.</summary>
    public FlagFact? Fact { get; init; }

    /// <summary>An option.</summary>
    /// <param name="name">Its name for code.</param>
    /// <param name="text">What the customer reads.</param>
    public static SurveyOption Of(string name, string text) => new() { Name = name, Text = text };
}
