namespace OmniChannel;

/// <summary>Whether a text is a URI reference or an absolute URI by the grammar of RFC 3986. Pure.</summary>
internal static class UriText
{
    private const string Marks = "-._~:/?#[]@!$&'()*+,;=%";

    /// <summary>Section 4.1: a URI, or a relative reference such as "/shop" or "#top"; not empty.</summary>
    public static bool IsReference(string text)
    {
        if (text.Length == 0 || !HasOnlyLegal(text) || !FragmentsFit(text) || !BracketsFit(text))
        {
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var end = text.AsSpan().IndexOfAny('/', '?', '#');
        return colon < 0 || (end >= 0 && end < colon) || IsScheme(text.AsSpan(0, colon));
    }

    /// <summary>Section 4.3: with a scheme and without a fragment.</summary>
    public static bool IsAbsolute(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && IsScheme(text.AsSpan(0, colon)) && IsReference(text) && !text.Contains('#', StringComparison.Ordinal);
    }

    /// <summary>A text as a reference: as it is where it is one, otherwise with what is not legal escaped.</summary>
    public static string Reference(string text) => IsReference(text) ? text : "/" + Uri.EscapeDataString(text);

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasOnlyLegal(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (!char.IsAsciiLetterOrDigit(c) && !Marks.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }

            if (c == '%' && !(at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One fragment at most.</summary>
    private static bool FragmentsFit(string text) => text.IndexOf('#', StringComparison.Ordinal) == text.LastIndexOf('#');

    /// <summary>Brackets stand around the host of an authority only.</summary>
    private static bool BracketsFit(string text)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        var close = text.IndexOf(']', StringComparison.Ordinal);
        if (open < 0 && close < 0)
        {
            return true;
        }

        var authority = text.IndexOf("//", StringComparison.Ordinal);
        var path = authority < 0 ? -1 : text.AsSpan(authority + 2).IndexOfAny('/', '?', '#');
        var end = path < 0 ? text.Length : authority + 2 + path;
        return authority >= 0 && open > authority && open < close && close < end
            && text.LastIndexOf('[') == open && text.LastIndexOf(']') == close
            && (close + 1 == end || text[close + 1] == ':')
            && (open == authority + 2 || text[open - 1] == '@');
    }
}
