using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>One body of text, encoded so that it passes any server unchanged: 7-bit, lines of at most 76 octets (RFC 2045 section 6).</summary>
internal static class TextPart
{
    /// <summary>Writes its header fields, an empty line and the encoded text, which need not end with a line break.</summary>
    public static void Write(PooledBytes octets, string mediaType, string text)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
        octets.Put("Content-Type: "u8);
        octets.Put(mediaType);
        octets.Put("; charset=utf-8\r\nContent-Transfer-Encoding: "u8);
        if (PassesUnchanged(text))
        {
            octets.Put("7bit\r\n\r\n"u8);
            octets.Put(text);
            return;
        }

        using var plain = new PooledBytes();
        plain.Put(text);
        if (Escaped(plain.Written) * 6 > plain.Written.Length)
        {
            octets.Put("base64\r\n\r\n"u8);
            octets.Put(Convert.ToBase64String(plain.Written, Base64FormattingOptions.InsertLineBreaks));
        }
        else
        {
            octets.Put("quoted-printable\r\n\r\n"u8);
            QuotedPrintable.Encode(plain.Written, octets);
        }
    }

    /// <summary>How many octets quoted-printable would have to write as three.</summary>
    private static int Escaped(ReadOnlySpan<byte> plain)
    {
        var escaped = 0;
        foreach (var octet in plain)
        {
            escaped += octet is > 126 or (byte)'=' ? 1 : 0;
        }

        return escaped;
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
