using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>A mail as Resend takes it (POST /emails).</summary>
internal static class ResendMail
{
    /// <summary>The tag that names our delivery; it comes back in every webhook.</summary>
    public const string DeliveryTag = "omnichannel_delivery";

    public static HttpContent Write(OutgoingMessage message, ResendOptions options) => WireJson.Content((message, options), static (json, of) =>
    {
        var (message, options) = of;
        json.WriteStartObject();
        json.WriteString("from", EmailApi.Mailbox(options.From, options.FromName));
        json.WriteStartArray("to");
        json.WriteStringValue(EmailApi.Mailbox(message.Address, message.RecipientName));
        json.WriteEndArray();
        if (options.ReplyTo is { Length: > 0 } replyTo)
        {
            json.WriteString("reply_to", replyTo);
        }

        json.WriteString("subject", message.Content.Subject);
        json.WriteString("text", EmailApi.TextOf(message));
        if (EmailHtml.Of(message.Content) is { Length: > 0 } html)
        {
            json.WriteString("html", html);
        }

        json.WriteStartObject("headers");
        foreach (var (name, value) in EmailApi.Headers(message, options))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        if (EmailApi.IsTag(message.Delivery.Value, 256))
        {
            Tag(json, message.Delivery.Value);
        }

        json.WriteEndObject();
    });

    private static void Tag(Utf8JsonWriter json, string delivery)
    {
        json.WriteStartArray("tags");
        json.WriteStartObject();
        json.WriteString("name", DeliveryTag);
        json.WriteString("value", delivery);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
