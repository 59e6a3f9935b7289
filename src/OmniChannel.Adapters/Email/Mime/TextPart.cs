using System.Buffers.Text;
using System.Text;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>One body of text, encoded so that it passes any server unchanged: 7-bit, lines of at most 76 octets (RFC 2045 section 6).</summary>
internal static class TextPart
{
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes(Multipart.BoundaryMark);

    /// <summary>Writes its header fields, an empty line and the encoded text, which need not end with a line break.</summary>
    /// <param name="octets">Where it is written.</param>
    /// <param name="mediaType">"text/plain".</param>
    /// <param name="text">The text, in pieces that follow each other; each ends its lines itself.</param>
    public static void Write(PooledBytes octets, string mediaType, params ReadOnlySpan<string> text)
    {
        using var plain = new PooledBytes();
        foreach (var piece in text)
        {
            PutLines(plain, piece);
        }

        octets.Put("Content-Type: "u8);
        octets.Put(mediaType);
        octets.Put("; charset=utf-8\r\nContent-Transfer-Encoding: "u8);
        if (PassesUnchanged(plain.Written))
        {
            octets.Put("7bit\r\n\r\n"u8);
            octets.Put(plain.Written);
        }
        else if (Escaped(plain.Written) * 6 > plain.Written.Length)
        {
            octets.Put("base64\r\n\r\n"u8);
            PutBase64(octets, plain.Written);
        }
        else
        {
            octets.Put("quoted-printable\r\n\r\n"u8);
            QuotedPrintable.Encode(plain.Written, octets);
        }
    }

    /// <summary>The text, each of its lines ended as mail wants it, however it was ended.</summary>
    private static void PutLines(PooledBytes plain, ReadOnlySpan<char> text)
    {
        for (var end = text.IndexOfAny('\r', '\n'); end >= 0; end = text.IndexOfAny('\r', '\n'))
        {
            plain.Put(text[..end]);
            plain.Put("\r\n"u8);
            text = text[(end + (text[end..].StartsWith("\r\n") ? 2 : 1))..];
        }

        plain.Put(text);
    }

    /// <summary>Lines of 76 octets, a line break between them.</summary>
    private static void PutBase64(PooledBytes octets, ReadOnlySpan<byte> plain)
    {
        const int Line = 57;
        for (var at = 0; at < plain.Length; at += Line)
        {
            if (at > 0)
            {
                octets.Put("\r\n"u8);
            }

            var part = plain[at..Math.Min(at + Line, plain.Length)];
            Base64.EncodeToUtf8(part, octets.GetSpan(Base64.GetMaxEncodedToUtf8Length(part.Length)), out _, out var written);
            octets.Advance(written);
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
    private static bool PassesUnchanged(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf(Mark) >= 0)
        {
            return false;
        }

        for (var left = text; ;)
        {
            var end = left.IndexOf("\r\n"u8);
            var line = end < 0 ? left : left[..end];
            if (line.Length > HeaderText.PreferredLine || line.ContainsAnyExceptInRange((byte)' ', (byte)'~') || line.EndsWith(" "u8) || line.StartsWith("From "u8))
            {
                return false;
            }

            if (end < 0)
            {
                return true;
            }

            left = left[(end + 2)..];
        }
    }
}
