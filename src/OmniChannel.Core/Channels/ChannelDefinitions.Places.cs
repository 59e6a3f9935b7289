namespace OmniChannel;

/// <content>People who meet or call, and media that run without a network.</content>
public static partial class ChannelDefinitions
{
    /// <summary>A shop: what is sent is said by the staff, so that the customer is there and somebody is free. App push inside the store is <see cref="Push"/>.</summary>
    public static ChannelDefinition Store { get; } = new()
    {
        Channel = Channel.Store,
        DisplayName = "store",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = false,
            IsInstant = true,
            RequiresPresence = CustomerPlace.InStore,
            RequiresAgent = true,
            CostPerMessage = Money.Of(3.00m, "EUR"),
            Devices = [DeviceKind.InStore],
            Formats = [ContentFormat.Conversation],
        },
        Kpis = [Kpi.Visits, Kpi.ConversionRate, Kpi.AverageOrderValue, Kpi.Revenue, Kpi.Satisfaction],
        Audience = new() { AgeFrom = 25, AgeTo = 80, PriorConversion = 0.20 },
    };

    /// <summary>The telephone: what is sent is a call that a free agent makes. Cost is that of a short call.</summary>
    public static ChannelDefinition CallCentre { get; } = new()
    {
        Channel = Channel.CallCentre,
        DisplayName = "call centre",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = true,
            IsInstant = true,
            Address = AddressKind.Phone,
            RequiresAgent = true,
            CostPerMessage = Money.Of(4.00m, "EUR"),
            Formats = [ContentFormat.Conversation],
        },
        Kpis = [Kpi.Calls, Kpi.ResponseTime, Kpi.FirstContactResolution, Kpi.Satisfaction, Kpi.ConversionRate, Kpi.CostPerLead],
        Audience = new() { AgeFrom = 35, AgeTo = 85, Businesses = true, PriorConversion = 0.10 },
    };

    /// <summary>A fair, a launch, a pop-up store: whoever comes is reached.</summary>
    public static ChannelDefinition Event { get; } = new()
    {
        Channel = Channel.Event,
        DisplayName = "event",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Public,
            IsOnline = false,
            IsInstant = true,
            Images = true,
            Video = true,
            Formats = [ContentFormat.Talk, ContentFormat.Conversation, ContentFormat.PrintedCode],
        },
        Kpis = [Kpi.Visits, Kpi.Leads, Kpi.CostPerLead, Kpi.CodeScans, Kpi.Mentions, Kpi.ConversionRate],
        Audience = new() { AgeFrom = 18, AgeTo = 65, Businesses = true, PriorConversion = 0.05 },
    };

    /// <summary>Television: a spot for everybody who watches; answers arrive elsewhere and name it.</summary>
    public static ChannelDefinition Tv { get; } = new()
    {
        Channel = Channel.Tv,
        DisplayName = "television",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Public,
            IsOnline = false,
            Video = true,
            Devices = [DeviceKind.Tv],
            Formats = [ContentFormat.Spot],
        },
        Kpis = [Kpi.Reach, Kpi.Impressions, Kpi.Visits, Kpi.Leads, Kpi.CostPerLead, Kpi.ReturnOnSpend],
        Audience = new() { AgeFrom = 45, AgeTo = 85, PriorConversion = 0.004 },
    };

    /// <summary>Posters, leaflets, catalogues: public, and a printed code carries a person on. A link is printed as a code.</summary>
    public static ChannelDefinition Print { get; } = new()
    {
        Channel = Channel.Print,
        DisplayName = "print",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Public,
            IsOnline = false,
            Links = true,
            Images = true,
            Formats = [ContentFormat.Poster, ContentFormat.Leaflet, ContentFormat.PrintedCode],
        },
        Kpis = [Kpi.CodeScans, Kpi.RedemptionRate, Kpi.Visits, Kpi.Leads, Kpi.CostPerLead, Kpi.ReturnOnSpend],
        Audience = new() { AgeFrom = 35, AgeTo = 80, Businesses = true, PriorConversion = 0.006 },
    };

    /// <summary>A customer who recommends the brand: touchpoints arrive, and nothing is sent.</summary>
    public static ChannelDefinition Referral { get; } = new()
    {
        Channel = Channel.Referral,
        DisplayName = "referral",
        Capabilities = new() { Direction = ChannelDirection.Inbound, Reach = ChannelReach.Nobody, IsOnline = true },
        Kpis = [Kpi.Referrals, Kpi.Leads, Kpi.ConversionRate, Kpi.RedemptionRate, Kpi.CostPerLead, Kpi.Revenue],
        Audience = new() { Businesses = true, PriorConversion = 0.08 },
    };
}
