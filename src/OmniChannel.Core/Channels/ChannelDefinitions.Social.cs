namespace OmniChannel;

/// <content>Posts for everybody who looks. They reach the public, so that they are never the next-best channel for one customer; touchpoints arrive from them.</content>
public static partial class ChannelDefinitions
{
    /// <summary>Posts of a Facebook Page: 63,206 characters.</summary>
    public static ChannelDefinition FacebookPage { get; } = new()
    {
        Channel = Channel.FacebookPage,
        DisplayName = "Facebook Page",
        Capabilities = Posts(Utf16(63_206)) with
        {
            Links = true,
            Images = true,
            Video = true,
            Formats = [ContentFormat.Post, ContentFormat.Photo, ContentFormat.Carousel, ContentFormat.Story, ContentFormat.Video, ContentFormat.ShortVideo, ContentFormat.LiveStream],
        },
        Kpis = [Kpi.Reach, Kpi.Impressions, Kpi.Likes, Kpi.Comments, Kpi.Shares, Kpi.Follows, Kpi.ClickThroughRate, Kpi.Leads],
        Audience = new() { AgeFrom = 30, AgeTo = 65, Businesses = true, PriorConversion = 0.01 },
    };

    /// <summary>Posts on Instagram: a caption of 2,200 characters in which no link works.</summary>
    public static ChannelDefinition Instagram { get; } = new()
    {
        Channel = Channel.Instagram,
        DisplayName = "Instagram",
        Capabilities = Posts(Utf16(2200)) with
        {
            Images = true,
            Video = true,
            Devices = [DeviceKind.Mobile],
            Formats = [ContentFormat.Photo, ContentFormat.Carousel, ContentFormat.Story, ContentFormat.ShortVideo, ContentFormat.LiveStream],
        },
        Kpis = [Kpi.Reach, Kpi.Impressions, Kpi.Likes, Kpi.Comments, Kpi.Saves, Kpi.Shares, Kpi.Follows, Kpi.VideoViews, Kpi.Mentions],
        Audience = new() { AgeFrom = 18, AgeTo = 40, PriorConversion = 0.012 },
    };

    /// <summary>Videos on TikTok: a caption of 2,200 characters in which no link works.</summary>
    public static ChannelDefinition TikTok { get; } = new()
    {
        Channel = Channel.TikTok,
        DisplayName = "TikTok",
        Capabilities = Posts(Utf16(2200)) with
        {
            Images = true,
            Video = true,
            Devices = [DeviceKind.Mobile],
            Formats = [ContentFormat.ShortVideo, ContentFormat.Carousel, ContentFormat.LiveStream],
        },
        Kpis = [Kpi.VideoViews, Kpi.WatchTime, Kpi.Likes, Kpi.Comments, Kpi.Shares, Kpi.Saves, Kpi.Follows, Kpi.Mentions],
        Audience = new() { AgeFrom = 16, AgeTo = 34, PriorConversion = 0.008 },
    };

    /// <summary>Videos on YouTube: a title of 100 characters, a description of 5,000 bytes.</summary>
    public static ChannelDefinition YouTube { get; } = new()
    {
        Channel = Channel.YouTube,
        DisplayName = "YouTube",
        Capabilities = Posts(Utf8(5000)) with
        {
            SubjectLimit = Utf16(100),
            Links = true,
            Images = true,
            Video = true,
            Formats = [ContentFormat.Video, ContentFormat.ShortVideo, ContentFormat.LiveStream],
        },
        Kpis = [Kpi.VideoViews, Kpi.WatchTime, Kpi.Impressions, Kpi.ClickThroughRate, Kpi.Likes, Kpi.Comments, Kpi.Shares, Kpi.Follows],
        Audience = new() { AgeFrom = 16, AgeTo = 55, Businesses = true, PriorConversion = 0.006 },
    };

    /// <summary>Snapchat: lenses, stories and short videos, with a line of 160 characters.</summary>
    public static ChannelDefinition Snapchat { get; } = new()
    {
        Channel = Channel.Snapchat,
        DisplayName = "Snapchat",
        Capabilities = Posts(Utf16(160)) with
        {
            Images = true,
            Video = true,
            Devices = [DeviceKind.Mobile],
            Formats = [ContentFormat.Lens, ContentFormat.Story, ContentFormat.ShortVideo],
        },
        Kpis = [Kpi.Reach, Kpi.LensUses, Kpi.Shares, Kpi.VideoViews, Kpi.WatchTime, Kpi.Follows],
        Audience = new() { AgeFrom = 14, AgeTo = 28, PriorConversion = 0.006 },
    };

    /// <summary>Posts on LinkedIn, where businesses are: 3,000 characters.</summary>
    public static ChannelDefinition LinkedIn { get; } = new()
    {
        Channel = Channel.LinkedIn,
        DisplayName = "LinkedIn",
        Capabilities = Posts(Utf16(3000)) with
        {
            Links = true,
            Images = true,
            Video = true,
            Formats = [ContentFormat.Post, ContentFormat.Article, ContentFormat.Photo, ContentFormat.Carousel, ContentFormat.Video, ContentFormat.Poll],
        },
        Kpis = [Kpi.Impressions, Kpi.ClickThroughRate, Kpi.Likes, Kpi.Comments, Kpi.Reposts, Kpi.Follows, Kpi.Leads, Kpi.CostPerLead],
        Audience = new() { AgeFrom = 25, AgeTo = 60, Consumers = false, Businesses = true, PriorConversion = 0.01 },
    };

    /// <summary>Posts on X: 280 weighted characters; reposts count.</summary>
    public static ChannelDefinition X { get; } = new()
    {
        Channel = Channel.X,
        DisplayName = "X",
        Capabilities = Posts(new() { Max = 280, Unit = TextUnit.XWeighted }) with
        {
            Links = true,
            Images = true,
            Video = true,
            Formats = [ContentFormat.Post, ContentFormat.Photo, ContentFormat.Video, ContentFormat.Poll],
        },
        Kpis = [Kpi.Impressions, Kpi.Reposts, Kpi.Likes, Kpi.Comments, Kpi.Mentions, Kpi.Follows, Kpi.ClickThroughRate],
        Audience = new() { AgeFrom = 20, AgeTo = 50, Businesses = true, PriorConversion = 0.006 },
    };

    private static ChannelCapabilities Posts(TextLimit limit) => new()
    {
        Direction = ChannelDirection.Both,
        Reach = ChannelReach.Public,
        IsOnline = true,
        TextLimit = limit,
    };
}
