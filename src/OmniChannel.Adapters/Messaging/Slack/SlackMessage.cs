using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>A message as incoming webhooks and chat.postMessage take it.</summary>
internal static class SlackMessage
{
    /// <summary>The text, its link on a line of its own. Where it is no mrkdwn, what would be one is escaped.</summary>
    public static string TextOf(OutgoingMessage message)
    {
        var content = message.Content;
        var text = content.Markup == TextMarkup.SlackMrkdwn ? content.Text : Escaped(content.Text);
        return content.Link is not { } link || content.Text.Contains(link.OriginalString, StringComparison.Ordinal) || text.Contains(Escaped(link.AbsoluteUri), StringComparison.Ordinal)
            ? text
            : $"{text}\n{Escaped(link.AbsoluteUri)}";
    }

    /// <param name="message">The message.</param>
    /// <param name="text">Its text, by <see cref="TextOf"/>.</param>
    /// <param name="conversation">Whom to; null where the webhook knows.</param>
    public static HttpContent Write(OutgoingMessage message, string text, string? conversation) => WireJson.Content(json =>
    {
        json.WriteStartObject();
        if (conversation is not null)
        {
            json.WriteString("channel", conversation);
        }

        json.WriteString("text", text);
        if (message.Content.Markup != TextMarkup.SlackMrkdwn)
        {
            json.WriteBoolean("mrkdwn", false);
        }

        WriteImage(json, message.Content);
        json.WriteEndObject();
    });

    /// <summary>An attachment, so that text stays what notifications show.</summary>
    private static void WriteImage(Utf8JsonWriter json, RenderedContent content)
    {
        if (content.Image is not { } image)
        {
            return;
        }

        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("fallback", content.Subject ?? "");
        json.WriteString("image_url", image.AbsoluteUri);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
