using System.Text;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads a mail as it came in (RFC 5322, RFC 2045): its header, and the first text and the first HTML that are no attachments. At most 100 parts, 8 levels deep.</summary>
internal sealed class RawMail
{
    private const int MaxDepth = 8;
    private const int MaxParts = 100;
    private const int MaxHeader = 131_072;

    private int _parts;

    private RawMail(MailHeaders headers) => Headers = headers;

    /// <summary>The mail's header fields.</summary>
    public MailHeaders Headers { get; }

    /// <summary>The plain text; null when there is none.</summary>
    public string? Text { get; private set; }

    /// <summary>The HTML; null when there is none.</summary>
    public string? Html { get; private set; }

    /// <summary>Reads one. Whatever it is, something comes of it: a mail without a header, or without words.</summary>
    public static RawMail Read(ReadOnlySpan<byte> mail)
    {
        var bytes = mail.IndexOf("\r\n"u8) >= 0 ? mail : Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(mail).ReplaceLineEndings("\r\n"));
        var headers = Split(bytes, out var content);
        var read = new RawMail(headers);
        read.Take(headers, content, 0);
        return read;
    }

    private static MailHeaders Split(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> content)
    {
        var blank = bytes.StartsWith("\r\n"u8) ? 0 : bytes.IndexOf("\r\n\r\n"u8);
        var header = blank < 0 ? bytes : bytes[..blank];
        content = blank < 0 ? default : bytes[(blank == 0 ? 2 : blank + 4)..];
        return MailHeaders.Of(Encoding.UTF8.GetString(header[..Math.Min(header.Length, MaxHeader)]));
    }

    private void Take(MailHeaders headers, ReadOnlySpan<byte> content, int depth)
    {
        var field = headers["Content-Type"] ?? "text/plain";
        var type = HeaderParameters.Main(field);
        if (type.StartsWith("multipart/", StringComparison.Ordinal))
        {
            if (depth < MaxDepth && MultipartSplit.Start(HeaderParameters.Get(field, "boundary"), content) is { } split)
            {
                // A mail whose end is missing still has its words.
                while (_parts++ < MaxParts && split.TryNext(content, out var header, out var part))
                {
                    Take(MailHeaders.Of(Encoding.UTF8.GetString(content[header])), content[part], depth + 1);
                }
            }
        }
        else if (type is "text/plain" or "text/html" && (headers["Content-Disposition"] is not { } disposition || HeaderParameters.Main(disposition) != "attachment"))
        {
            var words = MailText.Decode(HeaderParameters.Get(field, "charset"), TransferDecoding.Decode(headers["Content-Transfer-Encoding"], content));
            Text ??= type == "text/plain" ? words : null;
            Html ??= type == "text/html" ? words : null;
        }
    }
}
