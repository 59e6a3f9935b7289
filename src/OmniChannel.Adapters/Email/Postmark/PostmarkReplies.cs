using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads a mail that Postmark's inbound stream passes on: what a person answered. Pure.</summary>
internal static class PostmarkReplies
{
    /// <summary>The words of a mail; none where a machine wrote it, or nobody can be seen to have.</summary>
    public static InboundReading Written(JsonElement mail, DateTimeOffset now)
    {
        if (mail.Text("MessageID") is not { Length: > 0 } id || (mail.Get("FromFull").Text("Email") ?? mail.Text("From")) is not { Length: > 0 } from)
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        var headers = MailHeaders.Of(mail.Get("Headers").Items().Select(header => (header.Text("Name"), header.Text("Value"))));
        return new ReceivedMail
        {
            Id = id,
            At = now,
            Headers = headers,
            From = from,
            To = mail.Text("OriginalRecipient"),
            Words = mail.Text("StrippedTextReply"),
            Text = mail.Text("TextBody"),
            Html = mail.Text("HtmlBody"),

            // Postmark writes its own name of a mail into Message-ID, before the @.
            InReplyTo = AnsweredMessage.In(headers, static (local, _) => local),
        }.Read();
    }
}
