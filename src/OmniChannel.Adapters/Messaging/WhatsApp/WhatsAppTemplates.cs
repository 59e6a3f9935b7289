namespace OmniChannel.Messaging;

/// <summary>The channel "whatsapp-template": what may be written at any time, in words that Meta has approved.</summary>
internal static class WhatsAppTemplates
{
    private static readonly System.Buffers.SearchValues<char> Names = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Meta's bound of a template's body with its parameters filled in.</summary>
    private const int MaxBody = 1_024;

    public static ChannelDefinition Definition { get; } = ChannelDefinitions.WhatsApp with
    {
        Channel = new Channel("whatsapp-template"),
        DisplayName = "WhatsApp, by template",
        Capabilities = ChannelDefinitions.WhatsApp.Capabilities with
        {
            Direction = ChannelDirection.Outbound,
            ReplyWindow = null,
            SubjectLimit = new() { Max = 530, Unit = TextUnit.Utf16 },
            TextLimit = new() { Max = MaxBody, Unit = TextUnit.Utf16 },
            TextLimitWithImage = null,
            TextLimitWithButtons = null,
            MaxButtons = 0,
            Links = true,
            Video = false,
            Markups = [],
            Formats = [ContentFormat.Message],
        },
    };

    /// <summary>"cart_reminder/de" as name and language; null where it is none.</summary>
    public static (string Name, string Language)? Read(string? subject)
    {
        var slash = subject?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return slash is > 0 and <= 512 && slash < subject!.Length - 1
            && subject.AsSpan(0, slash).IndexOfAnyExcept(Names) < 0
            && subject.AsSpan(slash + 1).IndexOfAnyExcept(Handle.Letters) < 0
            ? (subject[..slash], subject[(slash + 1)..])
            : null;
    }
}
