using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Quoted-printable (RFC 2045 section 6.7).</summary>
internal static class QuotedPrintable
{
    private const int MaxLine = 76;

    /// <summary>Encodes text whose lines end with CRLF; the lines of the result have at most 76 octets.</summary>
    public static void Encode(ReadOnlySpan<byte> octets, PooledBytes result)
    {
        for (var rest = octets; ;)
        {
            var end = rest.IndexOf("\r\n"u8);
            Line(result, end < 0 ? rest : rest[..end]);
            if (end < 0)
            {
                return;
            }

            result.Put("\r\n"u8);
            rest = rest[(end + 2)..];
        }
    }

    private static void Line(PooledBytes result, ReadOnlySpan<byte> line)
    {
        var column = 0;
        for (var i = 0; i < line.Length;)
        {
            // A character of UTF-8 stays on one line, so that what shows single lines shows whole characters.
            var width = 1;
            while (i + width < line.Length && (line[i + width] & 0xC0) == 0x80 && width < 4)
            {
                width++;
            }

            var last = i + width == line.Length;
            var literal = width == 1 && IsLiteral(line[i], last) && !(i == 0 && line.StartsWith("From "u8));
            var length = literal ? 1 : 3 * width;
            if (column + length > (last ? MaxLine : MaxLine - 1))
            {
                result.Put("=\r\n"u8);
                column = 0;
            }

            foreach (var octet in line.Slice(i, width))
            {
                result.Put(literal ? [octet] : [(byte)'=', (byte)Hex[octet >> 4], (byte)Hex[octet & 15]]);
            }

            column += length;
            i += width;
        }
    }

    private static bool IsLiteral(byte octet, bool last) => octet switch
    {
        (byte)'=' => false,
        (byte)' ' or (byte)'\t' => !last,
        _ => octet is > 32 and < 127,
    };

    private const string Hex = "0123456789ABCDEF";
}
