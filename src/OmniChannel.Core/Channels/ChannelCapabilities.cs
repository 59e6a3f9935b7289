namespace OmniChannel;

/// <summary>What a channel can do. Limits gate a channel out; fit (formats, devices, cost) scores it.</summary>
public sealed record ChannelCapabilities
{
    /// <summary>Whether the brand can speak, the customer can, or both.</summary>
    public required ChannelDirection Direction { get; init; }

    /// <summary>Whom it reaches when the brand speaks.</summary>
    public required ChannelReach Reach { get; init; }

    /// <summary>Whether it runs over the internet or a phone network.</summary>
    public required bool IsOnline { get; init; }

    /// <summary>Whether what is sent is seen within seconds (push, chat), or when the customer next looks (e-mail, print).</summary>
    public bool IsInstant { get; init; }

    /// <summary>What an address on it looks like; <see cref="AddressKind.None"/> where presence is the address.</summary>
    public AddressKind Address { get; init; }

    /// <summary>Where the customer has to be at the moment of sending; <see cref="CustomerPlace.Anywhere"/> for none.</summary>
    public CustomerPlace RequiresPresence { get; init; }

    /// <summary>Whether a free agent is needed at the moment of sending.</summary>
    public bool RequiresAgent { get; init; }

    /// <summary>How long the text may be; null for no limit.</summary>
    public TextLimit? TextLimit { get; init; }

    /// <summary>How long the text may be beside an image; null for the same as <see cref="TextLimit"/>. A caption is shorter than a message on WhatsApp and Telegram.</summary>
    public TextLimit? TextLimitWithImage { get; init; }

    /// <summary>How long the text may be above buttons; null for the same as <see cref="TextLimit"/>.</summary>
    public TextLimit? TextLimitWithButtons { get; init; }

    /// <summary>How long the label of a button may be; null for no limit.</summary>
    public TextLimit? ButtonLimit { get; init; }

    /// <summary>How long the subject or title may be; null where the channel has none.</summary>
    public TextLimit? SubjectLimit { get; init; }

    /// <summary>Whether HTML is shown as such.</summary>
    public bool Html { get; init; }

    /// <summary>Whether a link works, in the text or behind a tap. An Instagram caption has none.</summary>
    public bool Links { get; init; }

    /// <summary>Whether images are shown.</summary>
    public bool Images { get; init; }

    /// <summary>Whether video is shown.</summary>
    public bool Video { get; init; }

    /// <summary>How many buttons a message may carry.</summary>
    public int MaxButtons { get; init; }

    /// <summary>How long after the customer's last message the brand may answer freely; null for always. 24 hours on WhatsApp and Messenger.</summary>
    public TimeSpan? ReplyWindow { get; init; }

    /// <summary>What one message costs; null for nothing to speak of.</summary>
    public Money? CostPerMessage { get; init; }

    /// <summary>The devices on which it is seen; empty for any.</summary>
    public IReadOnlyList<DeviceKind> Devices { get; init; } = [];

    /// <summary>The forms of content it takes.</summary>
    public IReadOnlyList<ContentFormat> Formats { get; init; } = [];

    /// <summary>The markup its texts may have, beside none.</summary>
    public IReadOnlyList<TextMarkup> Markups { get; init; } = [];

    /// <summary>How large an image may be; null for unknown.</summary>
    public ImageLimit? ImageLimit { get; init; }
}
