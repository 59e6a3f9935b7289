namespace OmniChannel;

/// <summary>What a variant says in one more language. Every member replaces the variant's own of that name; null for the variant's own, where that says the same in every language.</summary>
public sealed record VariantText
{
    /// <summary>The plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The subject or title.</summary>
    public string? Subject { get; init; }

    /// <summary>The HTML.</summary>
    public string? Html { get; init; }

    /// <summary>Where a click leads.</summary>
    public string? Link { get; init; }

    /// <summary>An image.</summary>
    public string? Image { get; init; }

    /// <summary>The labels of buttons.</summary>
    public IReadOnlyList<string>? Buttons { get; init; }
}
