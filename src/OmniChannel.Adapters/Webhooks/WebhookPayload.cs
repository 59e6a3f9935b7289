using System.Text.Json;
using OmniChannel.Delivery;

namespace OmniChannel.Webhooks;

/// <summary>The body of a webhook: type, timestamp and data, as Standard Webhooks 1.0 recommends. The same message gives the same bytes; every field is always there, null where there is nothing.</summary>
internal static class WebhookPayload
{
    internal const string Type = "omnichannel.message";

    internal static byte[] Write(OutgoingMessage message)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("type", Type);
            json.WriteString("timestamp", message.CreatedAt.UtcDateTime);
            json.WriteStartObject("data");
            json.WriteString("delivery", message.Delivery.Value);
            json.WriteString("tenant", message.Tenant.Value);
            json.WriteString("customer", message.Customer.Value);
            json.WriteString("campaign", message.Campaign.Value);
            json.WriteString("channel", message.Channel.Name);
            json.WriteString("purpose", message.Purpose.Name);
            json.WriteString("urgency", Name(message.Urgency));
            json.WriteString("createdAt", message.CreatedAt.UtcDateTime);
            json.WriteString("expiresAt", message.ExpiresAt.UtcDateTime);
            json.WriteString("address", message.Address);
            json.WriteString("recipientName", message.RecipientName);
            Content(json, message.Content);
            json.WriteString("unsubscribe", message.UnsubscribeLink?.AbsoluteUri);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Content(Utf8JsonWriter json, RenderedContent content)
    {
        json.WriteStartObject("content");
        json.WriteString("subject", content.Subject);
        json.WriteString("text", content.Text);
        if (content.Markup is { } markup)
        {
            json.WriteString("markup", MarkupName.Of(markup));
        }

        json.WriteString("html", content.Html);
        json.WriteString("link", content.Link?.AbsoluteUri);
        json.WriteString("image", content.Image?.AbsoluteUri);
        json.WriteStartArray("buttons");
        foreach (var button in content.Buttons)
        {
            json.WriteStringValue(button);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Name(Urgency urgency) => urgency switch
    {
        Urgency.Low => "low",
        Urgency.Normal => "normal",
        Urgency.High => "high",
        Urgency.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(urgency), urgency, "Expected Low, Normal, High or Critical."),
    };
}
