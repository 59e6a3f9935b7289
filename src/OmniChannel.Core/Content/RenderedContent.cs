namespace OmniChannel;

/// <summary>A variant with every template filled in for one customer: what the person will read.</summary>
public sealed record RenderedContent
{
    /// <summary>The plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The subject or title; null for none.</summary>
    public string? Subject { get; init; }

    /// <summary>The HTML; null for none.</summary>
    public string? Html { get; init; }

    /// <summary>Where a click leads; null for nowhere.</summary>
    public Uri? Link { get; init; }

    /// <summary>An image; null for none.</summary>
    public Uri? Image { get; init; }

    /// <summary>The labels of buttons.</summary>
    public IReadOnlyList<string> Buttons { get; init; } = [];

    /// <summary>How the text is marked up, for the provider to be told; null for not at all.</summary>
    public TextMarkup? Markup { get; init; }
}
