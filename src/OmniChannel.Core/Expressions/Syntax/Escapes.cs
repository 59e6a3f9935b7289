using System.Globalization;
using System.Text;

namespace OmniChannel.Expressions;

/// <summary>What stands behind a backslash in quoted text and octets.</summary>
internal static class Escapes
{
    public static Token Text(ReadOnlySpan<char> content, int from, int start, int end)
    {
        var made = new StringBuilder(content.Length);
        for (var at = 0; at < content.Length;)
        {
            if (content[at] != '\\')
            {
                made.Append(content[at++]);
                continue;
            }

            var escape = at;
            var code = Code(content, ref at, out var wrong);
            if (wrong is null && code is >= 0xD800 and <= 0xDFFF)
            {
                code = Pair(content, code, ref at);
                wrong = code < 0 ? "half of a surrogate pair stands alone, which is no character" : null;
            }

            if (wrong is not null)
            {
                return Wrong(from + escape, from + Math.Max(at, escape + 1), wrong);
            }

            made.Append(new Rune(code).ToString());
        }

        return new(TokenKind.Literal, start, end, CelValue.String(made.ToString()));
    }

    public static Token Octets(ReadOnlySpan<char> content, int from, int start, int end)
    {
        var made = new List<byte>(content.Length);
        Span<byte> buffer = stackalloc byte[4];
        for (var at = 0; at < content.Length;)
        {
            if (content[at] != '\\')
            {
                Rune.DecodeFromUtf16(content[at..], out var rune, out var consumed);
                made.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
                at += consumed;
                continue;
            }

            var escape = at;
            var isCode = at + 1 < content.Length && content[at + 1] is 'u' or 'U';
            var code = Code(content, ref at, out var wrong);
            if (wrong is not null || isCode)
            {
                return Wrong(from + escape, from + Math.Max(at, escape + 1), wrong ?? "\\u and \\U name characters; octets are written \\x00 to \\xFF");
            }

            made.Add((byte)code);
        }

        return new(TokenKind.Literal, start, end, CelValue.OwnedBytes([.. made]));
    }

    private static int Code(ReadOnlySpan<char> content, ref int at, out string? wrong)
    {
        wrong = null;
        var c = at + 1 < content.Length ? content[at + 1] : '\0';
        at = Math.Min(at + 2, content.Length);
        switch (c)
        {
            case '\\' or '?' or '"' or '\'' or '`':
                return c;
            case 'a':
                return 7;
            case 'b':
                return 8;
            case 't':
                return 9;
            case 'n':
                return 10;
            case 'v':
                return 11;
            case 'f':
                return 12;
            case 'r':
                return 13;
            case 'x' or 'X':
                return Hex(content, ref at, 2, out wrong);
            case 'u':
                return Hex(content, ref at, 4, out wrong);
            case 'U':
                return Hex(content, ref at, 8, out wrong);
            case >= '0' and <= '3':
                return Octal(content, c - '0', ref at, out wrong);
            default:
                wrong = "the backslash starts no escape; known are \\\\ \\? \\\" \\' \\` \\a \\b \\f \\n \\r \\t \\v, \\x with 2, \\u with 4 and \\U with 8 hexadecimal digits, and 3 octal digits up to \\377";
                return 0;
        }
    }

    private static int Hex(ReadOnlySpan<char> content, ref int at, int digits, out string? wrong)
    {
        wrong = null;
        if (at + digits > content.Length || !uint.TryParse(content.Slice(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            wrong = $"the escape needs {digits.ToString(CultureInfo.InvariantCulture)} hexadecimal digits";
            return 0;
        }

        at += digits;
        wrong = code > 0x10FFFF ? "characters go up to \\U0010FFFF" : null;
        return (int)code;
    }

    private static int Octal(ReadOnlySpan<char> content, int first, ref int at, out string? wrong)
    {
        if (at + 2 > content.Length || content[at] is < '0' or > '7' || content[at + 1] is < '0' or > '7')
        {
            wrong = "an octal escape has exactly 3 digits";
            return 0;
        }

        var code = (first * 64) + ((content[at] - '0') * 8) + content[at + 1] - '0';
        at += 2;
        wrong = null;
        return code;
    }

    /// <summary>A pair written as two \u escapes; -1 when the second half is missing.</summary>
    private static int Pair(ReadOnlySpan<char> content, int high, ref int at)
    {
        if (high >= 0xDC00 || at + 1 >= content.Length || content[at] != '\\' || content[at + 1] != 'u')
        {
            return -1;
        }

        var low = Code(content, ref at, out var wrong);
        return wrong is null && low is >= 0xDC00 and <= 0xDFFF ? char.ConvertToUtf32((char)high, (char)low) : -1;
    }

    private static Token Wrong(int start, int end, string message) => new(TokenKind.Error, start, end, Text: message);
}
