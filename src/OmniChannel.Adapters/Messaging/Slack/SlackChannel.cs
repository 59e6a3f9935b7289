namespace OmniChannel.Messaging;

/// <summary>The channel "slack": colleagues and partners in a workspace.</summary>
internal static class SlackChannel
{
    /// <summary>What chat.postMessage and incoming webhooks take of a text.</summary>
    public const int MaxText = 40_000;

    public static ChannelDefinition Definition { get; } = new()
    {
        Channel = new Channel("slack"),
        DisplayName = "Slack",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = true,
            IsInstant = true,
            Address = AddressKind.Handle,
            TextLimit = new() { Max = MaxText, Unit = TextUnit.Utf16 },
            Links = true,
            Images = true,
            Devices = [DeviceKind.Desktop, DeviceKind.Mobile],
            Markups = [TextMarkup.SlackMrkdwn],
            Formats = [ContentFormat.Message, ContentFormat.Conversation],
        },
    };
}
