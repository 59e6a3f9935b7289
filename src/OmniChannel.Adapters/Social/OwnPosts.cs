using OmniChannel.Delivery;

namespace OmniChannel.Social;

/// <summary>Public posts as deliveries: to the brand's own account, whose name is the address of a customer of its own. Nobody else has an address there, so no post is ever the next-best channel for a person.</summary>
internal static class OwnPosts
{
    /// <summary>Posts on Bluesky: 300 characters as people count them.</summary>
    public static ChannelDefinition Bluesky { get; } = WithImages(New("bluesky", "Bluesky", 300), BlueskyPost.MaxImage, ContentFormat.Post, ContentFormat.Photo);

    /// <summary>The ready channel X, as one that can be sent on.</summary>
    public static ChannelDefinition X { get; } = WithImages(Sendable(ChannelDefinitions.X), XMedia.MaxImage, ContentFormat.Post, ContentFormat.Photo);

    /// <summary>The ready channel LinkedIn, as one that can be sent on.</summary>
    public static ChannelDefinition LinkedIn { get; } = WithImages(Sendable(ChannelDefinitions.LinkedIn), LinkedInChannelAdapter.MaxImage, ContentFormat.Post, ContentFormat.Photo);

    /// <summary>The ready channel of a Facebook Page, as one that can be sent on.</summary>
    public static ChannelDefinition FacebookPage { get; } = WithImages(Sendable(ChannelDefinitions.FacebookPage), 10 * 1_048_576, ContentFormat.Post, ContentFormat.Photo);

    /// <summary>The ready channel Instagram, as one that can be sent on: each post has an image.</summary>
    public static ChannelDefinition Instagram { get; } = WithImages(Sendable(ChannelDefinitions.Instagram), 8 * 1_048_576, ContentFormat.Photo);

    /// <summary>Posts on Mastodon, as long as the account's server allows.</summary>
    public static ChannelDefinition Mastodon(int maxCharacters) => WithImages(New("mastodon", "Mastodon", maxCharacters), MastodonChannelAdapter.MaxImage, ContentFormat.Post, ContentFormat.Photo);

    /// <summary>Takes the account's own name and no other: a person's handle that strayed onto this channel would make a public post of what was meant for one.</summary>
    /// <param name="address">As it was entered, with or without an @ in front.</param>
    /// <param name="own">The account's own name.</param>
    public static AddressCheck Check(string address, string own)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Trim().TrimStart('@').Equals(own.TrimStart('@'), StringComparison.OrdinalIgnoreCase)
            ? AddressCheck.Valid(own)
            : AddressCheck.Invalid("Posts go out by the brand's own account alone; its name in the account's options is the only address here.");
    }

    private static ChannelDefinition New(string name, string displayName, int max) => new()
    {
        Channel = new Channel(name),
        DisplayName = displayName,
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = true,
            Address = AddressKind.Handle,
            TextLimit = new() { Max = max, Unit = TextUnit.Graphemes },
            Links = true,
            Formats = [ContentFormat.Post],
        },
        Kpis = [Kpi.Likes, Kpi.Comments, Kpi.Reposts, Kpi.Follows, Kpi.Mentions],
        Audience = new() { AgeFrom = 20, AgeTo = 50, PriorConversion = 0.005 },
    };

    /// <summary>What our adapter does, which is less than the network takes.</summary>
    private static ChannelDefinition Sendable(ChannelDefinition definition) => definition with
    {
        Capabilities = definition.Capabilities with { Reach = ChannelReach.Person, Address = AddressKind.Handle, Images = false, Video = false, Formats = [ContentFormat.Post] },
    };

    private static ChannelDefinition WithImages(ChannelDefinition definition, int maxBytes, params IReadOnlyList<ContentFormat> formats) => definition with
    {
        Capabilities = definition.Capabilities with { Images = true, ImageLimit = new() { MaxBytes = maxBytes }, Formats = formats },
    };
}
