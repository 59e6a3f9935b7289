namespace OmniChannel;

/// <summary>A template as somebody wrote it, with what has to be known to fill it in safely.</summary>
public sealed record TemplateSource
{
    /// <summary>The template.</summary>
    public required string Text { get; init; }

    /// <summary>The place that it fills: HTML is escaped as HTML, a subject stays on one line.</summary>
    public required ContentPlace Place { get; init; }

    /// <summary>How a plain text is marked up; null for not at all.</summary>
    public TextMarkup? Markup { get; init; }
}
