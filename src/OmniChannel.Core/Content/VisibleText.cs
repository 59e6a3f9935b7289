using System.Globalization;
using System.Net;

namespace OmniChannel;

/// <summary>What a reader sees of a template: tags and paths blotted out, references decoded, digits of every script as 0 to 9. As long as the source, so that a place in one is the place in the other.</summary>
internal static class VisibleText
{
    /// <summary>Stands for each unit of a path: a word that is not known yet.</summary>
    public const char Path = '\uFFFC';

    public static string Of(string source, bool html) => string.Create(source.Length, (source, html), static (seen, state) =>
    {
        var (source, html) = state;
        source.CopyTo(seen);
        Blot(seen, "{{", "}}", Path);
        if (html)
        {
            BlotElement(seen, "<style", "</style>");
            BlotElement(seen, "<script", "</script>");
            Blot(seen, "<!--", "-->", ' ');
            BlotTags(seen);
            Decode(seen);
        }

        for (var i = 0; i < seen.Length; i++)
        {
            seen[i] = seen[i] is '\u00A0' or '\u202F' or '\u2009' or '\t' ? ' '
                : seen[i] > '9' && CharUnicodeInfo.GetDecimalDigitValue(seen[i]) is >= 0 and var digit ? (char)('0' + digit)
                : seen[i];
        }
    });

    /// <summary>HTML without its tags, with its references decoded and its paths as they stand.</summary>
    public static string WithoutTags(string html)
    {
        Span<char> seen = html.ToCharArray();
        BlotTags(seen);
        Decode(seen);
        return seen.ToString();
    }

    /// <summary>The text with every run of white space as one space.</summary>
    public static string OneSpaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void Blot(Span<char> text, string open, string close, char with)
    {
        for (var at = 0; at < text.Length && text[at..].IndexOf(open) is >= 0 and var found;)
        {
            var from = at + found;
            var length = text[(from + open.Length)..].IndexOf(close);
            var until = length < 0 ? text.Length : from + open.Length + length + close.Length;
            text[from..until].Fill(with);
            at = until;
        }
    }

    private static void BlotElement(Span<char> text, string open, string close)
    {
        for (var at = 0; ((ReadOnlySpan<char>)text)[at..].IndexOf(open, StringComparison.OrdinalIgnoreCase) is >= 0 and var found;)
        {
            var from = at + found;
            var length = ((ReadOnlySpan<char>)text)[from..].IndexOf(close, StringComparison.OrdinalIgnoreCase);
            var until = length < 0 ? text.Length : from + length + close.Length;
            text[from..until].Fill(' ');
            at = until;
        }
    }

    /// <summary>A tag leaves blanks behind.</summary>
    private static void BlotTags(Span<char> text)
    {
        for (var at = 0; text[at..].IndexOf('<') is >= 0 and var found;)
        {
            var from = at + found;
            var length = text[from..].IndexOf('>');
            var until = length < 0 ? text.Length : from + length + 1;
            text[from..until].Fill(' ');
            at = until;
        }
    }

    private static void Decode(Span<char> text)
    {
        for (var at = 0; text[at..].IndexOf('&') is >= 0 and var found;)
        {
            var from = at + found;
            at = from + 1;
            var length = text[from..].IndexOf(';');
            if (length is > 1 and <= 10)
            {
                var decoded = WebUtility.HtmlDecode(text.Slice(from, length + 1).ToString());
                if (decoded.Length <= 2)
                {
                    text.Slice(from, length + 1).Fill(' ');
                    decoded.CopyTo(text[from..]);
                    at = from + length + 1;
                }
            }
        }
    }
}
