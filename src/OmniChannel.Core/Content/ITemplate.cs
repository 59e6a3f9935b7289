namespace OmniChannel;

/// <summary>A parsed template of one place. Immutable and safe for many threads.</summary>
public interface ITemplate
{
    /// <summary>The place that it fills.</summary>
    ContentPlace Place { get; }

    /// <summary>What is wrong with it whatever the values are; when not empty, it does not render.</summary>
    IReadOnlyList<RenderProblem> Problems { get; }

    /// <summary>The paths it needs, each once.</summary>
    IReadOnlyList<string> Paths { get; }

    /// <summary>What will be read whatever the values are, as far as that is known.</summary>
    string Literal { get; }

    /// <summary>Fills in the values by their dotted paths, escaped for the place. Pure.</summary>
    /// <returns>Null when something is wrong, with each problem added to the list.</returns>
    string? Render(IReadOnlyDictionary<string, string> values, ICollection<RenderProblem> problems);
}
