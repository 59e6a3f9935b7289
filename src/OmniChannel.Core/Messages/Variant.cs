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

    /// <summary>What it says in other languages. The customer's language picks, along its parents; where none fits, the variant's own texts hold, which are of <see cref="Campaign.Culture"/>. Null for one language.</summary>
    public IReadOnlyDictionary<Culture, VariantText>? In { get; init; }

    /// <summary>How large the image is; null for unknown.</summary>
    public ImageSize? ImageSize { get; init; }

    /// <summary>How the plain text is marked up, so that values are escaped for it; null for not at all.</summary>
    public TextMarkup? Markup { get; init; }

    /// <summary>The template engine that fills it in, one registered with the instance; null for Core's own logic-less templates.</summary>
    public string? Engine { get; init; }

    /// <summary>The short text it was made from, see <see cref="OmniChannel.ShortText"/>; variants of one may say the same. Null for a text of its own.</summary>
    public string? ShortText { get; init; }

    /// <summary>What drafted it, where no person wrote it: then it is sent only with <see cref="Approval"/>. Null for a person.</summary>
    public string? DraftedBy { get; init; }

    /// <summary>Who approved the draft; null for nobody.</summary>
    public VariantApproval? Approval { get; init; }
}
