namespace OmniChannel.Messaging;

/// <summary>What channels of direct messages that no ready definition is for have in common.</summary>
internal static class DirectMessages
{
    /// <summary>A channel both sides write on, to a handle, seen within seconds.</summary>
    /// <param name="name">The channel's name.</param>
    /// <param name="displayName">The name for people.</param>
    /// <param name="maxText">How many UTF-16 units a message takes.</param>
    public static ChannelDefinition On(string name, string displayName, int maxText) => new()
    {
        Channel = new Channel(name),
        DisplayName = displayName,
        Capabilities = new()
        {
            Direction = ChannelDirection.Both,
            Reach = ChannelReach.Person,
            IsOnline = true,
            IsInstant = true,
            Address = AddressKind.Handle,
            TextLimit = new() { Max = maxText, Unit = TextUnit.Utf16 },
            Links = true,
            Formats = [ContentFormat.Message, ContentFormat.Conversation],
        },
    };
}
