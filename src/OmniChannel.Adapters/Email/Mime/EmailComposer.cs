using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>Turns an outgoing message into the bytes of an e-mail (RFC 5322, RFC 2045). Pure: the same message gives the same bytes.</summary>
internal static class EmailComposer
{
    /// <summary>So that the field's line stays within 998 octets.</summary>
    internal const int MaxLink = 900;

    /// <summary>Composes it, or says why it cannot be, with no address and no content in the reason.</summary>
    public static bool TryCompose(OutgoingMessage message, EmailSender sender, [NotNullWhen(true)] out EmailMessage? email, [NotNullWhen(false)] out string? problem)
    {
        email = null;
        problem = Problem(message);
        if (problem is not null)
        {
            return false;
        }

        var key = Fingerprint(message);
        var messageId = $"<{key}@{EmailAddress.Domain(sender.From)}>";
        var text = Header(message, sender, messageId) + Body(message.Content, $"{Multipart.BoundaryMark}{key}");
        string?[] addresses = [sender.From, sender.ReplyTo, sender.ReturnPath, message.Address];
        email = new()
        {
            ReturnPath = sender.ReturnPath,
            Recipient = message.Address,
            MessageId = messageId,
            Octets = Encoding.UTF8.GetBytes(text.EndsWith("\r\n", StringComparison.Ordinal) ? text : text + "\r\n"),
            NeedsSmtpUtf8 = Array.Exists(addresses, static address => address is not null && EmailAddress.NeedsSmtpUtf8(address)),
        };
        return true;
    }

    /// <summary>Why it cannot be an e-mail, with no address and no content in it; null when it can.</summary>
    internal static string? Problem(OutgoingMessage message)
    {
        if (HeaderText.HasControl(message.Content.Subject))
        {
            return "The subject has a line break or another control character; a subject is one line.";
        }

        if (HeaderText.HasControl(message.RecipientName))
        {
            return "The recipient's name has a line break or another control character; a name is one line.";
        }

        if (message.UnsubscribeLink is { } link)
        {
            if (!link.IsAbsoluteUri || (link.Scheme != Uri.UriSchemeHttps && link.Scheme != Uri.UriSchemeHttp))
            {
                return "The unsubscribe link is no absolute https address.";
            }

            if (AsciiLink(link).Length > MaxLink)
            {
                return $"The unsubscribe link is longer than {MaxLink} characters.";
            }
        }

        return null;
    }

    private static string Header(OutgoingMessage message, EmailSender sender, string messageId)
    {
        var header = new HeaderWriter();
        header.Parts("Date", message.CreatedAt.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture), "+0000");
        header.Mailbox("From", sender.FromName, sender.From);
        header.Mailbox("To", message.RecipientName, message.Address);
        if (sender.ReplyTo is { } replyTo)
        {
            header.Mailbox("Reply-To", null, replyTo);
        }

        header.Parts("Message-ID", messageId);
        if (!string.IsNullOrEmpty(message.Content.Subject))
        {
            header.Unstructured("Subject", message.Content.Subject);
        }

        WayOut(header, message, sender);
        header.Parts("MIME-Version", "1.0");
        return header.ToString();
    }

    private static void WayOut(HeaderWriter header, OutgoingMessage message, EmailSender sender)
    {
        foreach (var (name, parts) in WayOut(message, sender.UnsubscribeMailbox))
        {
            header.Parts(name, parts);
        }
    }

    /// <summary>The fields by which a program gets a person out of this mail (RFC 2369, RFC 8058), or knows not to answer it.</summary>
    internal static IEnumerable<(string Name, string[] Parts)> WayOut(OutgoingMessage message, string? unsubscribeMailbox)
    {
        if (message.UnsubscribeLink is { } link)
        {
            var uri = $"<{AsciiLink(link)}>";
            yield return ("List-Unsubscribe", unsubscribeMailbox is { } mailbox
                ? [uri + ",", $"<mailto:{Uri.EscapeDataString(mailbox).Replace("%40", "@", StringComparison.Ordinal)}?subject=unsubscribe>"]
                : [uri]);
            if (link.Scheme == Uri.UriSchemeHttps)
            {
                yield return ("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"]);
            }
        }
        else if (message.Purpose == Purpose.Transactional)
        {
            // RFC 3834 section 5: keeps automatic answers away from mail that no person wrote. Mail to a list says so by List-Unsubscribe.
            yield return ("Auto-Submitted", ["auto-generated"]);
        }
    }

    private static string Body(RenderedContent content, string boundary)
    {
        var text = TextPart.Write("text/plain", WithLink(content));
        return content.Html is { } html ? Multipart.Alternative(boundary, [text, TextPart.Write("text/html", html)]) : text;
    }

    /// <summary>Plain text shows no hidden link, so a link that it does not mention follows it.</summary>
    internal static string WithLink(RenderedContent content) =>
        content.Link is not { } link || content.Text.Contains(link.OriginalString, StringComparison.Ordinal) || content.Text.Contains(link.AbsoluteUri, StringComparison.Ordinal)
            ? content.Text
            : $"{content.Text.TrimEnd()}\n\n{AsciiLink(link)}\n";

    private static string AsciiLink(Uri link) => new UriBuilder(link) { Host = link.IdnHost }.Uri.GetComponents(UriComponents.AbsoluteUri, UriFormat.UriEscaped);

    private static string Fingerprint(OutgoingMessage message) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Tenant}\n{message.IdempotencyKey}")).AsSpan(0, 16));
}
