namespace OmniChannel.Social;

/// <summary>The channel "x-direct": direct messages on X.</summary>
internal static class XDirect
{
    public const int MaxText = 10_000;

    public static ChannelDefinition Definition { get; } = new()
    {
        Channel = new Channel("x-direct"),
        DisplayName = "direct messages on X",
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = true,
            IsInstant = true,
            Address = AddressKind.Handle,
            TextLimit = new() { Max = MaxText, Unit = TextUnit.Utf16 },
            Links = true,
            Formats = [ContentFormat.Message, ContentFormat.Conversation],
        },
        Audience = new() { AgeFrom = 20, AgeTo = 50, PriorConversion = 0.02 },
    };
}
