using System.Globalization;
using System.Text;

namespace OmniChannel.Development;

/// <summary>Text as a terminal may show it: no control character reaches it, and what is wide counts as wide.</summary>
internal static class Printable
{
    private static readonly (int From, int To)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
        (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>One line: line breaks and other control characters become blanks.</summary>
    internal static string Line(string text) => string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>Breaks text at blanks into lines of at most so many columns; its own line breaks stay, and a word that is longer is broken.</summary>
    internal static IEnumerable<string> Wrap(string text, int columns)
    {
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = "";
            var width = -1;
            foreach (var word in Line(paragraph).Split(' ').SelectMany(word => Pieces(word, columns)))
            {
                var needed = Columns(word);
                if (width >= 0 && width + 1 + needed > columns)
                {
                    yield return line;
                    width = -1;
                }

                line = width < 0 ? word : $"{line} {word}";
                width = width < 0 ? needed : width + 1 + needed;
            }

            yield return line;
        }
    }

    /// <summary>How many columns a terminal gives it.</summary>
    internal static int Columns(string text)
    {
        var columns = 0;
        foreach (var element in Elements(text))
        {
            var first = Rune.GetRuneAt(element, 0).Value;
            columns += Array.Exists(Wide, range => first >= range.From && first <= range.To) || element.Contains('\uFE0F', StringComparison.Ordinal) ? 2 : 1;
        }

        return columns;
    }

    private static IEnumerable<string> Pieces(string word, int columns)
    {
        if (Columns(word) <= columns)
        {
            return [word];
        }

        return Elements(word).Chunk(columns / 2).Select(piece => string.Concat(piece));
    }

    /// <summary>The characters as people count them; half a surrogate pair becomes U+FFFD.</summary>
    private static IEnumerable<string> Elements(string text)
    {
        var elements = StringInfo.GetTextElementEnumerator(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement();
        }
    }
}
