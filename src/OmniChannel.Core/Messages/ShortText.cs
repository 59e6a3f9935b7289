namespace OmniChannel;

/// <summary>One short text that serves text message, push and chat alike. It is written once and meant to be the same, so it does not count as pasted.</summary>
public sealed record ShortText
{
    /// <summary>Its name within the campaign.</summary>
    public string Name { get; init; } = "short";

    /// <summary>The text, a template.</summary>
    public required string Text { get; init; }

    /// <summary>The text in other languages; null for none.</summary>
    public IReadOnlyDictionary<Culture, string>? TextIn { get; init; }

    /// <summary>Where a tap leads, on channels that take a link; null for nowhere.</summary>
    public string? Link { get; init; }

    /// <summary>A variant for each of these channels. It has to fit them all: what is too long for one is found when the campaign is checked.</summary>
    public IReadOnlyList<Variant> On(params IReadOnlyList<Channel> channels)
    {
        ArgumentNullException.ThrowIfNull(channels);
        return
        [
            .. channels.Select(channel => new Variant
            {
                Channel = channel,
                Text = Text,
                Link = Link,
                ShortText = Name,
                In = TextIn?.ToDictionary(text => text.Key, text => new VariantText { Text = text.Value }),
            }),
        ];
    }
}
