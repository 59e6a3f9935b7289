using System.Globalization;

namespace OmniChannel;

/// <summary>One reason why a variant does not render. Holds names and positions, never the values of a customer.</summary>
public sealed record RenderProblem
{
    /// <summary>What kind of reason it is.</summary>
    public required RenderProblemCode Code { get; init; }

    /// <summary>Where it is.</summary>
    public required ContentPlace Place { get; init; }

    /// <summary>Where in the template, counted in UTF-16 units from 0; null when the place as a whole is meant.</summary>
    public int? Position { get; init; }

    /// <summary>The path concerned; null when none is.</summary>
    public string? Path { get; init; }

    /// <summary>The nearest path that has a value; null when none is near.</summary>
    public string? Suggestion { get; init; }

    /// <summary>What was found, what was expected and what to do.</summary>
    public required string Problem { get; init; }

    /// <summary>The problem in one line.</summary>
    public override string ToString() => Position is { } position
        ? string.Create(CultureInfo.InvariantCulture, $"{Place}, character {position + 1}: {Problem}")
        : $"{Place}: {Problem}";
}
