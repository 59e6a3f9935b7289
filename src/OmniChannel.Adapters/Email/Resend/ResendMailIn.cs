using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads a mail that Resend received: what its webhook told, and what GET /emails/receiving/{id} answered. Pure.</summary>
internal static class ResendMailIn
{
    /// <summary>What a person wrote; nothing where a machine did.</summary>
    /// <param name="told">The webhook's "data".</param>
    /// <param name="mail">The mail; undefined where Resend has it no more, or it is too long to be read.</param>
    /// <param name="now">When it came, for one without a usable date.</param>
    public static InboundReading Read(JsonElement told, JsonElement mail, DateTimeOffset now) => new ReceivedMail
    {
        Id = told.Text("email_id")!,
        At = told.IsoInstant("created_at") ?? now,
        Headers = MailHeaders.Of(mail.Get("headers")),
        From = mail.Text("from") ?? told.Text("from"),
        To = told.Get("to").At(0).Text(),
        Text = mail.Text("text"),
        Html = mail.Text("html"),
    }.Read();
}
