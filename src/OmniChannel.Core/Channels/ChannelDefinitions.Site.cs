namespace OmniChannel;

/// <content>The brand's own website, while the customer is there.</content>
public static partial class ChannelDefinitions
{
    /// <summary>Chat with an agent: the customer is on the site and an agent is free. Cost is the agent's time for a short conversation.</summary>
    public static ChannelDefinition LiveChat { get; } = new()
    {
        Channel = Channel.LiveChat,
        DisplayName = "live chat",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = true,
            IsInstant = true,
            RequiresPresence = CustomerPlace.OnSite,
            RequiresAgent = true,
            TextLimit = Utf16(4096),
            ButtonLimit = Utf16(40),
            Links = true,
            Images = true,
            MaxButtons = 3,
            CostPerMessage = Money.Of(1.50m, "EUR"),
            Formats = [ContentFormat.Message, ContentFormat.Conversation],
        },
        Kpis = [Kpi.ResponseTime, Kpi.FirstContactResolution, Kpi.Satisfaction, Kpi.ReplyRate, Kpi.ConversionRate, Kpi.AverageOrderValue],
        Audience = new() { AgeFrom = 18, AgeTo = 60, Businesses = true, PriorConversion = 0.10 },
    };

    /// <summary>A slot or pop-up of the website: the customer is on the site.</summary>
    public static ChannelDefinition Website { get; } = new()
    {
        Channel = Channel.Website,
        DisplayName = "website",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = true,
            IsInstant = true,
            RequiresPresence = CustomerPlace.OnSite,
            SubjectLimit = Utf16(120),
            ButtonLimit = Utf16(40),
            Html = true,
            Links = true,
            Images = true,
            Video = true,
            MaxButtons = 2,
            Formats = [ContentFormat.Banner, ContentFormat.PopUp, ContentFormat.Article, ContentFormat.Video],
        },
        Kpis = [Kpi.Visits, Kpi.VisitBounceRate, Kpi.Impressions, Kpi.ClickThroughRate, Kpi.Leads, Kpi.ConversionRate, Kpi.AverageOrderValue, Kpi.Revenue],
        Audience = new() { AgeFrom = 16, AgeTo = 75, Businesses = true, PriorConversion = 0.03 },
    };
}
