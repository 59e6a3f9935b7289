using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>A mail as the API v2 of Amazon SES takes it (POST /v2/email/outbound-emails): raw, as our own composer writes it, so that headers are not limited to what the API offers.</summary>
internal static class AmazonSesMail
{
    /// <summary>The tag that names our delivery; it comes back in every published event.</summary>
    public const string DeliveryTag = "omnichannel_delivery";

    public static PooledBytes Write(OutgoingMessage message, EmailMessage mail, PooledBytes octets, AmazonSesOptions options) => WireJson.Lent((message, mail, octets, options), static (json, of) =>
    {
        var (message, mail, octets, options) = of;
        json.WriteStartObject();
        json.WriteString("FromEmailAddress", mail.ReturnPath);
        json.WriteStartObject("Destination");
        json.WriteStartArray("ToAddresses");
        json.WriteStringValue(mail.Recipient);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("Content");
        json.WriteStartObject("Raw");
        json.WriteBase64String("Data", octets.Written);
        json.WriteEndObject();
        json.WriteEndObject();
        if (EmailApi.IsTag(message.Delivery.Value, 256))
        {
            Tag(json, message.Delivery.Value);
        }

        if (options.ConfigurationSet is { Length: > 0 } set)
        {
            json.WriteString("ConfigurationSetName", set);
        }

        json.WriteEndObject();
    });

    private static void Tag(Utf8JsonWriter json, string delivery)
    {
        json.WriteStartArray("EmailTags");
        json.WriteStartObject();
        json.WriteString("Name", DeliveryTag);
        json.WriteString("Value", delivery);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
