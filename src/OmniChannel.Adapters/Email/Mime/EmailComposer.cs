using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Turns an outgoing message into the bytes of an e-mail (RFC 5322, RFC 2045). Pure: the same message gives the same bytes.</summary>
internal static class EmailComposer
{
    /// <summary>So that the field's line stays within 998 octets.</summary>
    internal const int MaxLink = 900;

    /// <summary>What List-Unsubscribe-Post says beside a link on https (RFC 8058).</summary>
    internal const string OneClick = "List-Unsubscribe=One-Click";

    /// <summary>What Auto-Submitted says (RFC 3834 section 5): keeps automatic answers away from mail that no person wrote. Mail to a list says so by List-Unsubscribe.</summary>
    internal const string Automatic = "auto-generated";

    /// <summary>Composes it, or says why it cannot be, with no address and no content in the reason.</summary>
    public static bool TryCompose(OutgoingMessage message, EmailSender sender, [NotNullWhen(true)] out EmailMessage? email, [NotNullWhen(false)] out string? problem)
    {
        using var octets = new PooledBytes();
        var isMail = TryCompose(message, sender, octets, out email, out problem);
        email = email is null ? null : email with { Octets = octets.Written.ToArray() };
        return isMail;
    }

    /// <summary>The same, its octets written there alone and not kept.</summary>
    public static bool TryCompose(OutgoingMessage message, EmailSender sender, PooledBytes octets, [NotNullWhen(true)] out EmailMessage? email, [NotNullWhen(false)] out string? problem)
    {
        email = null;
        problem = Problem(message);
        if (problem is not null)
        {
            return false;
        }

        Span<char> key = stackalloc char[32];
        WriteFingerprint(message, key);
        var messageId = $"<{key}@{EmailAddress.Domain(sender.From)}>";
        Header(octets, message, sender, messageId);
        Body(octets, message.Content, key);
        if (!octets.Written.EndsWith("\r\n"u8))
        {
            octets.Put("\r\n"u8);
        }

        email = new()
        {
            ReturnPath = sender.ReturnPath,
            Recipient = message.Address,
            MessageId = messageId,
            Octets = default,
            NeedsSmtpUtf8 = NeedsSmtpUtf8(sender.From) || NeedsSmtpUtf8(sender.ReplyTo) || NeedsSmtpUtf8(sender.ReturnPath) || NeedsSmtpUtf8(message.Address),
        };
        return true;
    }

    private static bool NeedsSmtpUtf8(string? address) => address is not null && EmailAddress.NeedsSmtpUtf8(address);

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

    private static void Header(PooledBytes octets, OutgoingMessage message, EmailSender sender, string messageId)
    {
        var header = new HeaderWriter(octets);
        header.Date("Date", message.CreatedAt);
        header.Mailbox("From", sender.FromName, sender.From);
        header.Mailbox("To", message.RecipientName, message.Address);
        if (sender.ReplyTo is { } replyTo)
        {
            header.Mailbox("Reply-To", null, replyTo);
        }

        header.Plain("Message-ID", messageId);
        if (!string.IsNullOrEmpty(message.Content.Subject))
        {
            header.Unstructured("Subject", message.Content.Subject);
        }

        if (message.UnsubscribeLink is { } link)
        {
            header.Links("List-Unsubscribe", AsciiLink(link), sender.UnsubscribeByMail);
            if (link.Scheme == Uri.UriSchemeHttps)
            {
                header.Plain("List-Unsubscribe-Post", OneClick);
            }
        }
        else if (message.Purpose == Purpose.Transactional)
        {
            header.Plain("Auto-Submitted", Automatic);
        }

        header.Plain("MIME-Version", "1.0");
    }

    /// <summary>The parts of List-Unsubscribe (RFC 2369): the link, and the mailbox where there is one.</summary>
    internal static (string Link, string? Mailbox) Unsubscribe(Uri link, string? mailbox) =>
        ($"<{AsciiLink(link)}>", mailbox is null ? null : ByMail(mailbox));

    /// <summary>How somebody unsubscribes by a mail to this mailbox.</summary>
    internal static string ByMail(string mailbox) => $"<mailto:{Uri.EscapeDataString(mailbox).Replace("%40", "@", StringComparison.Ordinal)}?subject=unsubscribe>";

    private static void Body(PooledBytes octets, RenderedContent content, ReadOnlySpan<char> key)
    {
        if (EmailHtml.Of(content) is { } html)
        {
            Multipart.Begin(octets, key);
            PlainText(octets, content);
            Multipart.Next(octets, key);
            TextPart.Write(octets, "text/html", html);
            Multipart.End(octets, key);
        }
        else
        {
            PlainText(octets, content);
        }
    }

    private static void PlainText(PooledBytes octets, RenderedContent content)
    {
        if (HiddenLink(content) is { } link)
        {
            TextPart.Write(octets, "text/plain", content.Text.TrimEnd(), "\n\n", link, "\n");
        }
        else
        {
            TextPart.Write(octets, "text/plain", content.Text);
        }
    }

    /// <summary>The plain text, and behind it the link that it does not mention.</summary>
    internal static string WithLink(RenderedContent content) => HiddenLink(content) is { } link ? $"{content.Text.TrimEnd()}\n\n{link}\n" : content.Text;

    /// <summary>The link that plain text would not show, as it does not mention it; null for none.</summary>
    private static string? HiddenLink(RenderedContent content) =>
        content.Link is not { } link || content.Text.Contains(link.OriginalString, StringComparison.Ordinal) || content.Text.Contains(link.AbsoluteUri, StringComparison.Ordinal) ? null : AsciiLink(link);

    /// <summary>Nearly every host is ASCII, and then the link is as it stands.</summary>
    private static string AsciiLink(Uri link) => Ascii.IsValid(link.Host) ? link.AbsoluteUri : new UriBuilder(link) { Host = link.IdnHost }.Uri.GetComponents(UriComponents.AbsoluteUri, UriFormat.UriEscaped);

    /// <summary>32 hexadecimal digits that are the same for the same message of the same tenant.</summary>
    private static void WriteFingerprint(OutgoingMessage message, Span<char> key)
    {
        using var text = new PooledBytes();
        text.Put(message.Tenant.ToString());
        text.Put("\n"u8);
        text.Put(message.IdempotencyKey);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.Written, hash);
        _ = Convert.TryToHexStringLower(hash[..16], key, out _);
    }
}
