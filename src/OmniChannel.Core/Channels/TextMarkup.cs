namespace OmniChannel;

/// <summary>How a plain text is marked up on a chat channel. Values are escaped for it, so that nobody's name is taken for bold or a link.</summary>
public enum TextMarkup
{
    /// <summary>Telegram's MarkdownV2: a backslash before each of its marks.</summary>
    TelegramMarkdownV2,

    /// <summary>Slack's mrkdwn: <c>&amp;amp;</c>, <c>&amp;lt;</c> and <c>&amp;gt;</c>; marks of emphasis, which it cannot escape, become characters that look alike.</summary>
    SlackMrkdwn,

    /// <summary>WhatsApp: marks of emphasis, which it cannot escape, become characters that look alike.</summary>
    WhatsApp,
}
