using System.Globalization;
using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads a mail as a route of Mailgun posts it (forward to a URL, or store with a notification), parsed or as "body-mime". Pure.</summary>
internal static class MailgunMailIn
{
    private const long MaxSeconds = 253_402_300_799;

    /// <summary>What a person wrote; nothing where a machine did.</summary>
    /// <param name="form">The form, verified.</param>
    /// <param name="domain">The sending domain, which is in the ids of our mails.</param>
    public static InboundReading Read(MailgunForm form, string domain)
    {
        var raw = form.Find("body-mime") is { } mime ? RawMail.Read(mime.Content.Span) : null;
        if ((raw?.Headers ?? HeadersOf(form)) is not { } headers || !long.TryParse(form.Text("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > MaxSeconds)
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        return new ReceivedMail
        {
            Id = (headers["Message-Id"] ?? form.Text("Message-Id")) is { Length: > 0 } id ? id : form.Text("token")!,
            At = DateTimeOffset.FromUnixTimeSeconds(at),
            Headers = headers,
            From = form.Text("from"),
            EnvelopeFrom = form.Text("sender"),
            To = form.Text("recipient"),
            Words = raw is null ? form.Text("stripped-text") : null,
            Text = raw is null ? form.Text("body-plain") : raw.Text,
            Html = raw is null ? form.Text("stripped-html") ?? form.Text("body-html") : raw.Html,
            InReplyTo = AnsweredMessage.In(headers, (local, host) => host.Equals(domain, StringComparison.OrdinalIgnoreCase) ? $"<{local}@{host}>" : null),
        }.Read();
    }

    /// <summary>"message-headers" is an array of pairs, in the mail's order.</summary>
    private static MailHeaders? HeadersOf(MailgunForm form)
    {
        try
        {
            using var json = WireJson.Parse(Encoding.UTF8.GetBytes(form.Text("message-headers") ?? ""));
            return MailHeaders.Of(json.RootElement.Items().Select(pair => (pair.At(0).Text(), pair.At(1).Text())));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
