namespace OmniChannel;

/// <content>Messages to an address that the customer gave: e-mail, SMS, notifications.</content>
public static partial class ChannelDefinitions
{
    /// <summary>E-mail. The subject is held to 255 characters, which every mail program keeps; the text has no limit of its own.</summary>
    public static ChannelDefinition Email { get; } = new()
    {
        Channel = Channel.Email,
        DisplayName = "e-mail",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = true,
            Address = AddressKind.Email,
            SubjectLimit = Utf16(255),
            Html = true,
            Links = true,
            Images = true,
            Formats = [ContentFormat.Message, ContentFormat.Newsletter, ContentFormat.Article],
        },
        Kpis = [Kpi.DeliveryRate, Kpi.BounceRate, Kpi.OpenRate, Kpi.ClickRate, Kpi.ConversionRate, Kpi.UnsubscribeRate, Kpi.ComplaintRate, Kpi.Revenue],
        Audience = new() { AgeFrom = 25, AgeTo = 75, Businesses = true, PriorConversion = 0.03 },
    };

    /// <summary>Text message. Ten parts at most, as gateways accept them; the cost is that of one short message in Western Europe.</summary>
    public static ChannelDefinition Sms { get; } = new()
    {
        Channel = Channel.Sms,
        DisplayName = "SMS",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = true,
            IsInstant = true,
            Address = AddressKind.Phone,
            TextLimit = new() { Max = 10, Unit = TextUnit.SmsSegments },
            Links = true,
            CostPerMessage = Money.Of(0.07m, "EUR"),
            Devices = [DeviceKind.Mobile],
            Formats = [ContentFormat.Message],
        },
        Kpis = [Kpi.DeliveryRate, Kpi.ClickRate, Kpi.ReplyRate, Kpi.ConversionRate, Kpi.UnsubscribeRate, Kpi.CostPerLead],
        Audience = new() { AgeFrom = 18, AgeTo = 75, PriorConversion = 0.04 },
    };

    /// <summary>Notification of the brand's app. Title and text stay, with keys and link, inside the 4,096 bytes of FCM and APNs. Buttons need actions that the app declares: a host whose app does raises <see cref="ChannelCapabilities.MaxButtons"/>.</summary>
    public static ChannelDefinition Push { get; } = new()
    {
        Channel = Channel.Push,
        DisplayName = "app push",
        Capabilities = new()
        {
            Direction = ChannelDirection.Outbound,
            Reach = ChannelReach.Person,
            IsOnline = true,
            IsInstant = true,
            Address = AddressKind.DeviceToken,
            TextLimit = Utf8(2048),
            SubjectLimit = Utf8(512),
            Links = true,
            Images = true,
            Devices = [DeviceKind.Mobile, DeviceKind.Tablet],
            Formats = [ContentFormat.Notification],
        },
        Kpis = [Kpi.OptInRate, Kpi.DeliveryRate, Kpi.OpenRate, Kpi.ConversionRate, Kpi.UnsubscribeRate],
        Audience = new() { AgeFrom = 16, AgeTo = 55, PriorConversion = 0.03 },
    };

    /// <summary>Notification of a browser: at most two buttons, inside the 3,993 bytes that every push service takes (RFC 8291, 4).</summary>
    public static ChannelDefinition WebPush { get; } = new()
    {
        Channel = Channel.WebPush,
        DisplayName = "web push",
        Capabilities = new()
        {
            Direction = ChannelDirection.Outbound,
            Reach = ChannelReach.Person,
            IsOnline = true,
            IsInstant = true,
            Address = AddressKind.DeviceToken,
            TextLimit = Utf8(2048),
            SubjectLimit = Utf8(512),
            Links = true,
            Images = true,
            MaxButtons = 2,
            ButtonLimit = Utf16(40),
            Devices = [DeviceKind.Desktop, DeviceKind.Mobile, DeviceKind.Tablet],
            Formats = [ContentFormat.Notification],
        },
        Kpis = [Kpi.OptInRate, Kpi.DeliveryRate, Kpi.ClickRate, Kpi.ConversionRate, Kpi.UnsubscribeRate],
        Audience = new() { AgeFrom = 18, AgeTo = 60, PriorConversion = 0.015 },
    };
}
