namespace OmniChannel;

/// <content>Paid places among other people's content. An audience is described to somebody else, so that they are never the next-best channel for one customer.</content>
public static partial class ChannelDefinitions
{
    /// <summary>Paid search results: a headline of 30 characters, a description of 90.</summary>
    public static ChannelDefinition SearchAds { get; } = new()
    {
        Channel = Channel.SearchAds,
        DisplayName = "search ads",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Audience,
            IsOnline = true,
            TextLimit = Utf16(90),
            SubjectLimit = Utf16(30),
            Links = true,
            Formats = [ContentFormat.TextAd],
        },
        Kpis = [Kpi.Impressions, Kpi.ClickThroughRate, Kpi.ConversionRate, Kpi.Leads, Kpi.CostPerLead, Kpi.ReturnOnSpend],
        Audience = new() { AgeFrom = 18, AgeTo = 75, Businesses = true, PriorConversion = 0.04 },
    };

    /// <summary>Banners on other people's pages: a headline of 30 characters, a description of 90, and a picture.</summary>
    public static ChannelDefinition DisplayAds { get; } = new()
    {
        Channel = Channel.DisplayAds,
        DisplayName = "display ads",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Audience,
            IsOnline = true,
            TextLimit = Utf16(90),
            SubjectLimit = Utf16(30),
            Links = true,
            Images = true,
            Video = true,
            Formats = [ContentFormat.Banner, ContentFormat.Video],
        },
        Kpis = [Kpi.Reach, Kpi.Impressions, Kpi.ClickThroughRate, Kpi.Leads, Kpi.CostPerLead, Kpi.ReturnOnSpend],
        Audience = new() { AgeFrom = 18, AgeTo = 65, Businesses = true, PriorConversion = 0.005 },
    };
}
