namespace OmniChannel.Expressions;

/// <summary>Quoted text and octets: <c>'…'</c>, <c>"…"</c>, three of either, with <c>r</c> for raw and <c>b</c> for octets before them.</summary>
internal static class LiteralLexer
{
    /// <summary>Whether quoted text starts here, with or without letters before the quote.</summary>
    public static bool StartsText(string text, int at) => QuoteAt(text, at) >= 0;

    public static Token Text(string text, int start)
    {
        var quote = QuoteAt(text, start);
        var prefix = text.AsSpan(start, quote - start);
        var raw = prefix.ContainsAny('r', 'R');
        var octets = prefix.ContainsAny('b', 'B');
        var mark = text[quote];
        var tripled = text.AsSpan(quote).StartsWith([mark, mark, mark]);
        var from = quote + (tripled ? 3 : 1);
        if (!TryEnd(text, from, mark, tripled, raw, out var to))
        {
            return to < text.Length
                ? Wrong(to, to + 1, "a line ends inside the text; close the quote, write \\n, or use three quotes")
                : Wrong(start, text.Length, "the quoted text has no end");
        }

        var end = to + (tripled ? 3 : 1);
        var content = text.AsSpan(from, to - from);
        if (CodePoints.FirstLoneSurrogate(content) is var lone and >= 0)
        {
            return Wrong(from + lone, from + lone + 1, "half of a surrogate pair stands alone, which is no character");
        }

        if (raw || !content.Contains('\\'))
        {
            return new(TokenKind.Literal, start, end, octets ? OctetsOf(content.ToString()) : CelValue.String(content.ToString()));
        }

        return octets ? Escapes.Octets(content, from, start, end) : Escapes.Text(content, from, start, end);
    }

    private static CelValue OctetsOf(string text) => CelValue.OwnedBytes(System.Text.Encoding.UTF8.GetBytes(text));

    private static int QuoteAt(string text, int at)
    {
        for (var letters = 0; letters <= 2 && at + letters < text.Length; letters++)
        {
            switch (text[at + letters])
            {
                case '"' or '\'':
                    return at + letters;
                case 'b' or 'B' when letters == 0:
                case 'r' or 'R' when letters == 0 || (letters == 1 && text[at] is 'b' or 'B'):
                    continue;
                default:
                    return -1;
            }
        }

        return -1;
    }

    /// <summary>The place of the closing quote; or false, with the place of a forbidden line end or the end of everything.</summary>
    private static bool TryEnd(string text, int from, char mark, bool tripled, bool raw, out int at)
    {
        for (at = from; at < text.Length; at++)
        {
            var c = text[at];
            if (c == mark && (!tripled || text.AsSpan(at).StartsWith([mark, mark, mark])))
            {
                return true;
            }

            if (!tripled && c is '\n' or '\r')
            {
                return false;
            }

            at += c == '\\' && !raw ? 1 : 0;
        }

        at = text.Length;
        return false;
    }

    private static Token Wrong(int start, int end, string message) => new(TokenKind.Error, start, end, Text: message);
}
