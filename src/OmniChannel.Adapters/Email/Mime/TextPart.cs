using System.Text;

namespace OmniChannel.Email;

/// <summary>One body of text, encoded so that it passes any server unchanged: 7-bit, lines of at most 76 octets (RFC 2045 section 6).</summary>
internal static class TextPart
{
    /// <summary>Its header fields, an empty line and the encoded text, which need not end with a line break.</summary>
    public static string Write(string mediaType, string text)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
        var (encoding, body) = Encoded(text);
        return $"Content-Type: {mediaType}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}";
    }

    private static (string Encoding, string Body) Encoded(string text)
    {
        if (PassesUnchanged(text))
        {
            return ("7bit", text);
        }

        var octets = Encoding.UTF8.GetBytes(text);
        var escaped = octets.Count(static octet => octet is > 126 or (byte)'=');
        return escaped * 6 > octets.Length
            ? ("base64", Convert.ToBase64String(octets, Base64FormattingOptions.InsertLineBreaks))
            : ("quoted-printable", QuotedPrintable.Encode(octets));
    }

    /// <summary>No line is long, none ends in white space or begins like an mbox separator, and no boundary of ours can occur in it.</summary>
    private static bool PassesUnchanged(string text)
    {
        if (text.Contains(Multipart.BoundaryMark, StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var range in text.AsSpan().Split("\r\n"))
        {
            var line = text.AsSpan(range);
            if (line.Length > HeaderText.PreferredLine || line.ContainsAnyExceptInRange(' ', '~') || line.EndsWith(' ') || line.StartsWith("From ", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
