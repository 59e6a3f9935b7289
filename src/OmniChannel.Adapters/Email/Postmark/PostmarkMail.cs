using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>A mail as Postmark takes it (POST /email).</summary>
internal static class PostmarkMail
{
    /// <summary>The metadata that names our delivery; it comes back in every webhook. A name there has at most 20 characters, which this one has.</summary>
    public const string DeliveryField = "omnichannel_delivery";

    private const int LongestValue = 80;

    public static HttpContent Write(OutgoingMessage message, PostmarkOptions options) => WireJson.Content((message, options), static (json, of) =>
    {
        var (message, options) = of;
        json.WriteStartObject();
        json.WriteString("From", EmailApi.Mailbox(options.From, options.FromName));
        json.WriteString("To", EmailApi.Mailbox(message.Address, message.RecipientName));
        if (options.ReplyTo is { Length: > 0 } replyTo)
        {
            json.WriteString("ReplyTo", replyTo);
        }

        json.WriteString("Subject", message.Content.Subject ?? "");
        json.WriteString("TextBody", EmailApi.TextOf(message) is { Length: > 0 } text ? text : " ");
        if (EmailHtml.Of(message.Content) is { Length: > 0 } html)
        {
            json.WriteString("HtmlBody", html);
        }

        json.WriteStartArray("Headers");
        foreach (var (name, value) in EmailApi.Headers(message, options))
        {
            json.WriteStartObject();
            json.WriteString("Name", name);
            json.WriteString("Value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (message.Delivery.Value.Length <= LongestValue)
        {
            json.WriteStartObject("Metadata");
            json.WriteString(DeliveryField, message.Delivery.Value);
            json.WriteEndObject();
        }

        if (options.MessageStream is { Length: > 0 } stream)
        {
            json.WriteString("MessageStream", stream);
        }

        json.WriteEndObject();
    });
}
