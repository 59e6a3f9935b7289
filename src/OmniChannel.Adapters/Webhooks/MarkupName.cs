namespace OmniChannel;

/// <summary>How a text is marked up, in the words that are written down for others.</summary>
internal static class MarkupName
{
    public static string Of(TextMarkup markup) => markup switch
    {
        TextMarkup.TelegramMarkdownV2 => "telegram-markdown-v2",
        TextMarkup.SlackMrkdwn => "slack-mrkdwn",
        TextMarkup.WhatsApp => "whatsapp",
        _ => throw new ArgumentOutOfRangeException(nameof(markup), markup, "Expected TelegramMarkdownV2, SlackMrkdwn or WhatsApp."),
    };
}
