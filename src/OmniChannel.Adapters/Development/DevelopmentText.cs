using System.Globalization;
using System.Text;
using OmniChannel.Delivery;

namespace OmniChannel.Development;

/// <summary>A message as a text file: header lines, an empty line, and the text as the person would read it.</summary>
internal static class DevelopmentText
{
    internal static byte[] Write(OutgoingMessage message)
    {
        var text = new StringBuilder();
        Line(text, "Channel", message.Channel.Name);
        Line(text, "To", message.Address);
        Line(text, "Name", message.RecipientName);
        Line(text, "Customer", message.Customer.Value);
        Line(text, "Campaign", message.Campaign.Value);
        Line(text, "Purpose", message.Purpose.Name);
        Line(text, "Urgency", message.Urgency.ToString());
        Line(text, "Created", Instant(message.CreatedAt));
        Line(text, "Expires", Instant(message.ExpiresAt));
        Line(text, "Delivery", message.Delivery.Value);
        Line(text, "Key", message.IdempotencyKey);
        Line(text, "Unsubscribe", message.UnsubscribeLink?.AbsoluteUri);
        Line(text, "Subject", message.Content.Subject);
        Line(text, "Markup", message.Content.Markup is { } markup ? MarkupName.Of(markup) : null);
        Line(text, "Link", message.Content.Link?.AbsoluteUri);
        Line(text, "Image", message.Content.Image?.AbsoluteUri);
        foreach (var button in message.Content.Buttons)
        {
            Line(text, "Button", button);
        }

        text.Append('\n').Append(message.Content.Text).Append('\n');
        if (message.Content.Html is { } html)
        {
            text.Append("\n--- HTML ---\n").Append(html).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A line break in a value would pass for a line of its own.</summary>
    private static void Line(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(name).Append(": ").Append(Printable.Line(value)).Append('\n');
        }
    }
}
