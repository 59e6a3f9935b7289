using System.Net.Http.Headers;
using System.Text;
using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>A mail as Mailgun takes it (POST /v3/{domain}/messages): multipart/form-data, with <c>h:</c> for headers, <c>o:</c> for options and <c>v:</c> for what comes back.</summary>
internal static class MailgunMail
{
    /// <summary>The variable that names our delivery; it comes back in every event.</summary>
    public const string DeliveryVariable = "omnichannel_delivery";

    public static HttpContent Write(OutgoingMessage message, MailgunOptions options)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in Fields(message, options))
        {
            var part = new ByteArrayContent(Encoding.UTF8.GetBytes(value));
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{name}\"" };
            form.Add(part);
        }

        return form;
    }

    private static IEnumerable<(string Name, string Value)> Fields(OutgoingMessage message, MailgunOptions options)
    {
        yield return ("from", EmailApi.Mailbox(options.From, options.FromName));
        yield return ("to", EmailApi.Mailbox(message.Address, message.RecipientName));
        yield return ("subject", message.Content.Subject ?? "");
        yield return ("text", EmailApi.TextOf(message) is { Length: > 0 } text ? text : " ");
        if (message.Content.Html is { Length: > 0 } html)
        {
            yield return ("html", html);
        }

        if (options.ReplyTo is { Length: > 0 } replyTo)
        {
            yield return ("h:Reply-To", replyTo);
        }

        foreach (var (name, value) in EmailApi.Headers(message, options))
        {
            yield return ($"h:{name}", value);
        }

        yield return ($"v:{DeliveryVariable}", message.Delivery.Value);
        if (options.TestMode)
        {
            yield return ("o:testmode", "yes");
        }
    }
}
