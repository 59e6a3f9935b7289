using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads a mail as SendGrid's Inbound Parse webhook posts it: a form, of which "headers", "from", "text", "html", "envelope" and "charsets" are read, or "email" where the raw mail is posted. Pure.</summary>
internal static class SendGridMailIn
{
    private static readonly string[] Single = ["headers", "from", "text", "html", "envelope", "charsets", "email"];

    /// <summary>What a person wrote; nothing where a machine did.</summary>
    /// <param name="contentType">The call's Content-Type.</param>
    /// <param name="body">The body, verified.</param>
    /// <param name="at">When SendGrid called.</param>
    public static InboundReading Read(string? contentType, ReadOnlyMemory<byte> body, DateTimeOffset at)
    {
        // SendGrid's boundary is the same for everybody. Who writes it into a mail must not get a field of its own beside the real one.
        if (MultipartForm.Read(contentType, body) is not { } form || Array.Exists(Single, form.IsRepeated) || (form.Find("headers") ?? form.Find("email")) is null)
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        var raw = form.Find("email") is { } mail ? RawMail.Read(mail.Span) : null;
        var headers = raw?.Headers ?? MailHeaders.Of(form.Text("headers")!);
        var (envelope, charsets) = (Parsed(form.Text("envelope")), Parsed(form.Text("charsets")));
        return new ReceivedMail
        {
            Id = headers["Message-Id"] is { Length: > 0 } id ? id : $"{headers["Date"]}/{form.Text("from")}",
            At = at,
            Headers = headers,
            From = form.Text("from"),
            EnvelopeFrom = envelope.Text("from"),
            To = envelope.Get("to").At(0).Text(),
            Text = raw is null ? Decoded(form, charsets, "text") : raw.Text,
            Html = raw is null ? Decoded(form, charsets, "html") : raw.Html,

            // <X-Message-Id@geopod-ismtpd-7>, or @ismtpd0004p1iad1.sendgrid.net as it was.
            InReplyTo = AnsweredMessage.In(headers, static (local, domain) => domain.Contains("ismtpd", StringComparison.OrdinalIgnoreCase) || domain.EndsWith(".sendgrid.net", StringComparison.OrdinalIgnoreCase) ? local : null),
        }.Read();
    }

    /// <summary>The texts are posted in whatever charset the mail had; "charsets" tells which.</summary>
    private static string? Decoded(MultipartForm form, JsonElement charsets, string name) =>
        form.Find(name) is { } content ? MailText.Decode(charsets.Text(name), content.Span) : null;

    private static JsonElement Parsed(string? text)
    {
        try
        {
            using var json = WireJson.Parse(System.Text.Encoding.UTF8.GetBytes(text ?? "{}"));
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
