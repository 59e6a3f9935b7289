namespace OmniChannel.Messaging;

/// <summary>The channel "instagram-direct": messages to people who wrote to the brand's Instagram account.</summary>
internal static class InstagramDirect
{
    public static ChannelDefinition Definition { get; } = ChannelDefinitions.Messenger with
    {
        Channel = new Channel("instagram-direct"),
        DisplayName = "Instagram Direct",
        Capabilities = ChannelDefinitions.Messenger.Capabilities with
        {
            TextLimit = new() { Max = 1_000, Unit = TextUnit.Utf8Bytes },
            TextLimitWithButtons = new() { Max = 1_000, Unit = TextUnit.Utf8Bytes },
            Devices = [DeviceKind.Mobile],
        },
        Audience = new() { AgeFrom = 18, AgeTo = 40, PriorConversion = 0.03 },
    };
}
