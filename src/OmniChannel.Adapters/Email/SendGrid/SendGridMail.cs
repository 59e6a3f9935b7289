using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>A mail as SendGrid's v3 API takes it (POST /v3/mail/send).</summary>
internal static class SendGridMail
{
    /// <summary>The custom argument that names our delivery; it comes back in every event.</summary>
    public const string DeliveryArgument = "omnichannel_delivery";

    public static HttpContent Write(OutgoingMessage message, SendGridOptions options) => WireJson.Content((message, options), static (json, of) =>
    {
        var (message, options) = of;
        json.WriteStartObject();
        Personalization(json, message);
        Mailbox(json, "from", options.From, options.FromName);
        if (options.ReplyTo is { Length: > 0 } replyTo)
        {
            Mailbox(json, "reply_to", replyTo, null);
        }

        json.WriteString("subject", message.Content.Subject);
        json.WriteStartArray("content");
        Part(json, "text/plain", EmailApi.TextOf(message));
        if (EmailHtml.Of(message.Content) is { Length: > 0 } html)
        {
            Part(json, "text/html", html);
        }

        json.WriteEndArray();
        json.WriteStartObject("headers");
        foreach (var (name, value) in EmailApi.Headers(message, options))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        if (options.Sandbox)
        {
            json.WriteStartObject("mail_settings");
            json.WriteStartObject("sandbox_mode");
            json.WriteBoolean("enable", true);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    private static void Personalization(Utf8JsonWriter json, OutgoingMessage message)
    {
        json.WriteStartArray("personalizations");
        json.WriteStartObject();
        json.WriteStartArray("to");
        Address(json, message.Address, message.RecipientName);
        json.WriteEndArray();
        json.WriteStartObject("custom_args");
        json.WriteString(DeliveryArgument, message.Delivery.Value);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Mailbox(Utf8JsonWriter json, string member, string address, string? name)
    {
        json.WritePropertyName(member);
        Address(json, address, name);
    }

    private static void Address(Utf8JsonWriter json, string address, string? name)
    {
        json.WriteStartObject();
        json.WriteString("email", address);
        if (!string.IsNullOrEmpty(name))
        {
            json.WriteString("name", name);
        }

        json.WriteEndObject();
    }

    private static void Part(Utf8JsonWriter json, string type, string value)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("value", value.Length == 0 ? " " : value);
        json.WriteEndObject();
    }
}
