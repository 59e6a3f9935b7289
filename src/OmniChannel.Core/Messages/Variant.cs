namespace OmniChannel;

/// <summary>The form a campaign's message takes on one channel. Texts are logic-less templates: <c>{{path}}</c> is replaced, escaped for the medium; an unknown path is an error.</summary>
public sealed record Variant
{
    /// <summary>The channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The subject or title; null where the channel has none.</summary>
    public string? Subject { get; init; }

    /// <summary>The HTML; null for none. Values are escaped for HTML.</summary>
    public string? Html { get; init; }

    /// <summary>Where a click leads: a template of an absolute https address; values are escaped for a URL. Null for nowhere.</summary>
    public string? Link { get; init; }

    /// <summary>An image: a template of an absolute https address; null for none.</summary>
    public string? Image { get; init; }

    /// <summary>Buttons; each label is a template.</summary>
    public IReadOnlyList<string> Buttons { get; init; } = [];

    /// <summary>The form of content; null for the channel's usual one.</summary>
    public ContentFormat? Format { get; init; }

    /// <summary>Named account that must send it; null for the channel's accounts in their order.</summary>
    public string? Account { get; init; }
}
