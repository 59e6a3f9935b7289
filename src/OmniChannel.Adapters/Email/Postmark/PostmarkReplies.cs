using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads a mail that Postmark's inbound stream passes on: what a person answered. Pure.</summary>
internal static class PostmarkReplies
{
    private const int MaxText = 4_000;

    /// <summary>The words of a mail; none where a machine wrote it, or nobody can be seen to have.</summary>
    public static InboundReading Written(JsonElement mail, DateTimeOffset now)
    {
        if (mail.Text("MessageID") is not { Length: > 0 } id || (mail.Get("FromFull").Text("Email") ?? mail.Text("From")) is not { Length: > 0 } from)
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        // An absence note answers nothing, and is not to be answered (RFC 3834).
        if (Header(mail, "Auto-Submitted") is { } submitted && !submitted.StartsWith("no", StringComparison.OrdinalIgnoreCase))
        {
            return InboundReading.Of();
        }

        var words = mail.Text("StrippedTextReply") is { Length: > 0 } reply ? reply : mail.Text("TextBody") ?? "";
        return InboundReading.Of(new InboundText
        {
            Id = id,
            At = now,
            From = EmailAddress.Check(from).Normalized ?? from,
            To = mail.Text("OriginalRecipient"),
            Text = string.IsNullOrWhiteSpace(words) ? "[mail without text]" : words.Length <= MaxText ? words : words[..MaxText],
            InReplyTo = MessageIn(Header(mail, "In-Reply-To")),
        });
    }

    private static string? Header(JsonElement mail, string name) =>
        mail.Get("Headers").Items().FirstOrDefault(header => string.Equals(header.Text("Name"), name, StringComparison.OrdinalIgnoreCase)).Text("Value");

    /// <summary>Postmark writes its own name of a mail into Message-ID, before the @.</summary>
    private static string? MessageIn(string? header)
    {
        var at = header?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        return at > 1 && header![0] == '<' ? header[1..at] : null;
    }
}
