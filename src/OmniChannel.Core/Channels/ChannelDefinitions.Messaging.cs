namespace OmniChannel;

/// <content>Messengers of other companies.</content>
public static partial class ChannelDefinitions
{
    private static readonly TimeSpan OneDay = TimeSpan.FromHours(24);

    /// <summary>WhatsApp, free-form: it can be sent within 24 hours of the customer's last message. A caption, or a text above buttons, has at most 1,024 characters.</summary>
    public static ChannelDefinition WhatsApp { get; } = new()
    {
        Channel = Channel.WhatsApp,
        DisplayName = "WhatsApp",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = true,
            IsInstant = true,
            Address = AddressKind.Phone,
            TextLimit = Utf16(4096),
            TextLimitWithImage = Utf16(1024),
            TextLimitWithButtons = Utf16(1024),
            ButtonLimit = Utf16(20),
            Links = true,
            Images = true,
            Video = true,
            MaxButtons = 3,
            ReplyWindow = OneDay,
            Devices = [DeviceKind.Mobile, DeviceKind.Desktop],
            Markups = [TextMarkup.WhatsApp],
            ImageLimit = new() { MaxBytes = 5 * 1024 * 1024 },
            Formats = [ContentFormat.Message, ContentFormat.Conversation],
        },
        Kpis = [Kpi.DeliveryRate, Kpi.OpenRate, Kpi.ReplyRate, Kpi.ClickRate, Kpi.ConversionRate, Kpi.ResponseTime, Kpi.UnsubscribeRate],
        Audience = new()
        {
            AgeFrom = 16,
            AgeTo = 65,
            Businesses = true,
            Countries = ["AR", "AT", "BR", "CH", "CL", "CO", "DE", "ES", "GB", "ID", "IN", "IT", "MX", "MY", "NG", "NL", "PT", "TR", "ZA"],
            PriorConversion = 0.05,
        },
    };

    /// <summary>Facebook Messenger: within 24 hours of the customer's last message; 2,000 characters, 640 above buttons, 80 below an image.</summary>
    public static ChannelDefinition Messenger { get; } = new()
    {
        Channel = Channel.Messenger,
        DisplayName = "Messenger",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = true,
            IsInstant = true,
            Address = AddressKind.Handle,
            TextLimit = Utf16(2000),
            TextLimitWithImage = Utf16(80),
            TextLimitWithButtons = Utf16(640),
            ButtonLimit = Utf16(20),
            Links = true,
            Images = true,
            Video = true,
            MaxButtons = 3,
            ReplyWindow = OneDay,
            Formats = [ContentFormat.Message, ContentFormat.Carousel, ContentFormat.Conversation],
        },
        Kpis = [Kpi.DeliveryRate, Kpi.OpenRate, Kpi.ReplyRate, Kpi.ClickRate, Kpi.ConversionRate, Kpi.ResponseTime],
        Audience = new() { AgeFrom = 25, AgeTo = 60, PriorConversion = 0.03 },
    };

    /// <summary>Telegram, through a bot that the customer has started: 4,096 characters, 1,024 in a caption.</summary>
    public static ChannelDefinition Telegram { get; } = new()
    {
        Channel = Channel.Telegram,
        DisplayName = "Telegram",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = true,
            IsInstant = true,
            Address = AddressKind.Handle,
            TextLimit = Utf16(4096),
            TextLimitWithImage = Utf16(1024),
            ButtonLimit = Utf16(64),
            Links = true,
            Images = true,
            Video = true,
            MaxButtons = 8,
            Devices = [DeviceKind.Mobile, DeviceKind.Desktop, DeviceKind.Tablet],
            Markups = [TextMarkup.TelegramMarkdownV2],
            ImageLimit = new() { MaxBytes = 10 * 1024 * 1024 },
            Formats = [ContentFormat.Message, ContentFormat.Conversation, ContentFormat.Poll],
        },
        Kpis = [Kpi.DeliveryRate, Kpi.ReplyRate, Kpi.ClickRate, Kpi.ConversionRate, Kpi.ResponseTime, Kpi.UnsubscribeRate],
        Audience = new() { AgeFrom = 16, AgeTo = 45, Countries = ["BR", "BY", "ID", "IN", "KZ", "RU", "UA", "UZ"], PriorConversion = 0.03 },
    };
}
