using System.Globalization;

namespace OmniChannel.Expressions;

/// <summary>Numbers: <c>1</c>, <c>0x1F</c>, <c>1u</c>, <c>1.5</c>, <c>.5</c>, <c>1e-3</c>. The sign is the parser's.</summary>
internal static class NumberLexer
{
    private const ulong SmallestIntMagnitude = 1UL << 63;

    public static Token Number(string text, int start)
    {
        var hex = text[start] == '0' && start + 1 < text.Length && text[start + 1] is 'x' or 'X';
        var end = hex ? Run(text, start + 2, char.IsAsciiHexDigit) : Run(text, start, char.IsAsciiDigit);
        if (hex && end == start + 2)
        {
            return Wrong(start, end, "a hexadecimal number needs digits behind 0x");
        }

        var isDouble = !hex && TryFraction(text, ref end);
        var unsigned = !isDouble && end < text.Length && text[end] is 'u' or 'U';
        var after = unsigned ? end + 1 : end;
        if (after < text.Length && Words.IsPart(text[after]))
        {
            return Wrong(start, Run(text, after, Words.IsPart), "a number ends in a letter or digit that does not belong to it");
        }

        var digits = text.AsSpan(start, end - start);
        return isDouble ? Double(digits, start, end) : Integer(hex, digits, unsigned, start, after);
    }

    private static bool TryFraction(string text, ref int end)
    {
        var from = end;
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end = Run(text, end + 1, char.IsAsciiDigit);
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var sign = end + 1 < text.Length && text[end + 1] is '+' or '-' ? 1 : 0;
            var exponent = Run(text, end + 1 + sign, char.IsAsciiDigit);
            end = exponent > end + 1 + sign ? exponent : end;
        }

        return end > from;
    }

    private static Token Double(ReadOnlySpan<char> digits, int start, int end)
    {
        var value = double.Parse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
        return double.IsFinite(value)
            ? new(TokenKind.Literal, start, end, CelValue.Double(value))
            : Wrong(start, end, "the number is larger than a double can be");
    }

    private static Token Integer(bool hex, ReadOnlySpan<char> digits, bool unsigned, int start, int end)
    {
        var fits = hex
            ? ulong.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (!fits || (!unsigned && value > SmallestIntMagnitude))
        {
            return Wrong(start, end, unsigned ? "the number is larger than a uint can be (64 bits)" : "the number is larger than an int can be (64 bits)");
        }

        return unsigned ? new(TokenKind.Literal, start, end, CelValue.Uint(value))
            : value == SmallestIntMagnitude ? new(TokenKind.SmallestInt, start, end)
            : new(TokenKind.Literal, start, end, CelValue.Int((long)value));
    }

    private static int Run(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return at;
    }

    private static Token Wrong(int start, int end, string message) => new(TokenKind.Error, start, end, Text: message);
}
