namespace OmniChannel.Messaging;

/// <summary>The channel "slack": colleagues and partners in a workspace.</summary>
internal static class SlackChannel
{
    /// <summary>What chat.postMessage and incoming webhooks take of a text.</summary>
    public const int MaxText = 40_000;

    private static readonly ChannelDefinition Direct = DirectMessages.On("slack", "Slack", MaxText);

    public static ChannelDefinition Definition { get; } = Direct with
    {
        Capabilities = Direct.Capabilities with { Images = true, Devices = [DeviceKind.Desktop, DeviceKind.Mobile], Markups = [TextMarkup.SlackMrkdwn] },
    };
}
