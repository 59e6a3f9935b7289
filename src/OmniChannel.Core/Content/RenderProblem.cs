using System.Globalization;

namespace OmniChannel;

/// <summary>One reason why a variant does not render. Holds names and positions, never the values of a customer.</summary>
internal sealed record RenderProblem
{
    internal required RenderProblemCode Code { get; init; }

    internal required ContentPlace Place { get; init; }

    /// <summary>Where in the template, counted in UTF-16 units from 0; null when the place as a whole is meant.</summary>
    internal int? Position { get; init; }

    /// <summary>The path concerned; null when none is.</summary>
    internal string? Path { get; init; }

    /// <summary>The nearest path that has a value; null when none is near.</summary>
    internal string? Suggestion { get; init; }

    /// <summary>What was found, what was expected and what to do.</summary>
    internal required string Problem { get; init; }

    public override string ToString() => Position is { } position
        ? string.Create(CultureInfo.InvariantCulture, $"{Place}, character {position + 1}: {Problem}")
        : $"{Place}: {Problem}";
}
