using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>A mail as Mailgun takes it (POST /v3/{domain}/messages): multipart/form-data, with <c>h:</c> for headers, <c>o:</c> for options and <c>v:</c> for what comes back.</summary>
internal static class MailgunMail
{
    /// <summary>The variable that names our delivery; it comes back in every event.</summary>
    public const string DeliveryVariable = "omnichannel_delivery";

    public static HttpContent Write(OutgoingMessage message, MailgunOptions options, WireMultipart multipart)
    {
        var form = multipart.Begin();
        form.Add("from", EmailApi.Mailbox(options.From, options.FromName));
        form.Add("to", EmailApi.Mailbox(message.Address, message.RecipientName));
        form.Add("subject", message.Content.Subject ?? "");
        form.Add("text", EmailApi.TextOf(message) is { Length: > 0 } text ? text : " ");
        if (EmailHtml.Of(message.Content) is { Length: > 0 } html)
        {
            form.Add("html", html);
        }

        if (options.ReplyTo is { Length: > 0 } replyTo)
        {
            form.Add("h:Reply-To", replyTo);
        }

        foreach (var (name, value) in EmailApi.Headers(message, options))
        {
            form.Add("h:", name, value);
        }

        form.Add("v:", DeliveryVariable, message.Delivery.Value);
        if (options.TestMode)
        {
            form.Add("o:testmode", "yes");
        }

        return form.End();
    }
}
