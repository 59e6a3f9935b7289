using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads a mail that a receipt rule of Amazon SES published by SNS ("notificationType": "Received"): whole where the rule's action is SNS, without its words where it is another one. Pure.</summary>
internal static class AmazonSesMailIn
{
    /// <summary>What a person wrote; nothing where a machine did, or where Amazon found spam or a virus.</summary>
    public static InboundReading Read(JsonElement happened)
    {
        var (mail, receipt) = (happened.Get("mail"), happened.Get("receipt"));
        if (mail.Text("messageId") is not { Length: > 0 } id || (receipt.IsoInstant("timestamp") ?? mail.IsoInstant("timestamp")) is not { } at || Failed(receipt, "spamVerdict") || Failed(receipt, "virusVerdict"))
        {
            return InboundReading.Of();
        }

        var raw = ContentOf(happened) is { } content ? RawMail.Read(content) : null;
        var headers = raw?.Headers ?? MailHeaders.Of(mail.Get("headers").Items().Select(header => (header.Text("name"), header.Text("value"))));
        return new ReceivedMail
        {
            Id = id,
            At = at,
            Headers = headers,
            EnvelopeFrom = mail.Text("source"),
            To = receipt.Get("recipients").At(0).Text(),
            Text = raw?.Text,
            Html = raw?.Html,
            InReplyTo = AnsweredMessage.In(headers, static (local, domain) => domain.EndsWith(".amazonses.com", StringComparison.OrdinalIgnoreCase) ? local : null),
        }.Read();
    }

    private static bool Failed(JsonElement receipt, string verdict) => receipt.Get(verdict).Text("status") == "FAIL";

    /// <summary>The rule's action chooses between base64 and "UTF-8", which spoils what is in another charset. A mail has a colon in its header, base64 has none.</summary>
    private static byte[]? ContentOf(JsonElement happened)
    {
        if (happened.Text("content") is not { Length: > 0 } content)
        {
            return null;
        }

        var bytes = new byte[content.Length];
        return !content.Contains(':', StringComparison.Ordinal) && Convert.TryFromBase64String(content, bytes, out var length) ? bytes[..length] : Encoding.UTF8.GetBytes(content);
    }
}
