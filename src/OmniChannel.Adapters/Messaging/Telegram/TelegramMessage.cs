using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>A message as the Bot API takes it (sendMessage, sendPhoto).</summary>
internal static class TelegramMessage
{
    public const int MaxText = 4_096;
    public const int MaxCaption = 1_024;
    private const string Marks = "_*[]()~`>#+-=|{}.!\\";

    /// <summary>The text as it is sent: with its link, which is escaped where the text is marked up.</summary>
    public static string TextOf(OutgoingMessage message)
    {
        var content = message.Content;
        if (content.Markup != TextMarkup.TelegramMarkdownV2 || content.Link is not { } link)
        {
            return SmsText.Of(message);
        }

        var escaped = Escaped(link.AbsoluteUri);
        return content.Text.Contains(escaped, StringComparison.Ordinal) || content.Text.Contains(link.AbsoluteUri, StringComparison.Ordinal) ? content.Text : $"{content.Text}\n{escaped}";
    }

    /// <summary>How long Telegram finds it: after its markup was read.</summary>
    public static int LengthOf(string text, TextMarkup? markup)
    {
        var length = text.Length;
        for (var i = 0; markup == TextMarkup.TelegramMarkdownV2 && i < text.Length - 1; i++)
        {
            if (text[i] == '\\')
            {
                length--;
                i++;
            }
        }

        return length;
    }

    /// <param name="message">The message.</param>
    /// <param name="text">Its text, by <see cref="TextOf"/>.</param>
    /// <param name="chat">Whom to; not the message's address when the group has moved.</param>
    /// <param name="noPreview">Shows no preview of links.</param>
    public static HttpContent Write(OutgoingMessage message, string text, string chat, bool noPreview) => WireJson.Content(json =>
    {
        json.WriteStartObject();
        WriteChat(json, chat);
        if (message.Content.Image is { } image)
        {
            json.WriteString("photo", image.AbsoluteUri);
            json.WriteString("caption", text);
        }
        else
        {
            json.WriteString("text", text);
            if (noPreview)
            {
                json.WriteStartObject("link_preview_options");
                json.WriteBoolean("is_disabled", true);
                json.WriteEndObject();
            }
        }

        if (message.Content.Markup == TextMarkup.TelegramMarkdownV2)
        {
            json.WriteString("parse_mode", "MarkdownV2");
        }

        if (message.Urgency == Urgency.Low)
        {
            json.WriteBoolean("disable_notification", true);
        }

        WriteButtons(json, message.Content.Buttons);
        json.WriteEndObject();
    });

    /// <summary>What we call a message of theirs: their numbers count within one chat, whose name is the person's address and stays out of ours.</summary>
    public static string IdOf(string chat, string number) => $"{number}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chat)).AsSpan(0, 8))}";

    private static void WriteChat(Utf8JsonWriter json, string chat)
    {
        if (long.TryParse(chat, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumber("chat_id", number);
        }
        else
        {
            json.WriteString("chat_id", chat);
        }
    }

    /// <summary>Keys below the text: whoever taps one writes its label to us.</summary>
    private static void WriteButtons(Utf8JsonWriter json, IReadOnlyList<string> buttons)
    {
        if (buttons.Count == 0)
        {
            return;
        }

        json.WriteStartObject("reply_markup");
        json.WriteStartArray("keyboard");
        foreach (var button in buttons)
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("text", button);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteBoolean("one_time_keyboard", true);
        json.WriteBoolean("resize_keyboard", true);
        json.WriteEndObject();
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = Marks.Contains(c, StringComparison.Ordinal) ? escaped.Append('\\').Append(c) : escaped.Append(c);
        }

        return escaped.ToString();
    }
}
