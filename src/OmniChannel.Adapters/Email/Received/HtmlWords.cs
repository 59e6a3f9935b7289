using System.Buffers;
using System.Net;
using System.Text;

namespace OmniChannel.Email;

/// <summary>What a person reads of a mail in HTML, where it has no plain text: without markup, scripts and styles, a quotation as one line ">". Each character is looked at once; nothing is fetched.</summary>
internal static class HtmlWords
{
    private static readonly SearchValues<char> OfNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123456");
    private static readonly string[] Hidden = ["script", "style", "head", "title"];
    private static readonly string[] Breaks = ["br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol"];

    public static string Of(string html)
    {
        var (words, quotes) = (new StringBuilder(), 0);
        var rest = html.AsSpan();
        while (!rest.IsEmpty)
        {
            var open = rest.IndexOf('<');
            if (quotes == 0)
            {
                Append(words, open < 0 ? rest : rest[..open]);
            }

            if (open < 0)
            {
                break;
            }

            rest = rest[open..];
            var name = NameOf(rest, out var closes);
            rest = Behind(rest, rest.StartsWith("<!--") ? "-->" : ">");
            if (!closes && Array.IndexOf(Hidden, name) >= 0)
            {
                rest = Behind(rest, $"</{name}");
                rest = Behind(rest, ">");
            }
            else if (name == "blockquote")
            {
                words.Append(quotes == 0 && !closes ? "\n>\n" : "");
                quotes = Math.Max(0, quotes + (closes ? -1 : 1));
            }
            else if (quotes == 0 && Array.IndexOf(Breaks, name) >= 0)
            {
                words.Append('\n');
            }
        }

        return Tidy(words);
    }

    private static string NameOf(ReadOnlySpan<char> tag, out bool closes)
    {
        closes = tag is ['<', '/', ..];
        tag = tag[(closes ? 2 : 1)..];
        tag = tag[..Math.Min(tag.Length, 16)];
        var end = tag.IndexOfAnyExcept(OfNames);
        return (end < 0 ? tag : tag[..end]).ToString().ToLowerInvariant();
    }

    private static ReadOnlySpan<char> Behind(ReadOnlySpan<char> text, string mark)
    {
        var at = text.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? default : text[(at + mark.Length)..];
    }

    /// <summary>White space in HTML is one blank, however much there is.</summary>
    private static void Append(StringBuilder words, ReadOnlySpan<char> text)
    {
        var isBlank = words.Length == 0 || char.IsWhiteSpace(words[^1]);
        foreach (var sign in WebUtility.HtmlDecode(text.ToString()))
        {
            if (!char.IsWhiteSpace(sign))
            {
                words.Append(sign);
            }
            else if (!isBlank)
            {
                words.Append(' ');
            }

            isBlank = char.IsWhiteSpace(sign);
        }
    }

    private static string Tidy(StringBuilder words)
    {
        var lines = words.ToString().Split('\n', StringSplitOptions.TrimEntries);
        return string.Join('\n', lines.Where((line, at) => line.Length > 0 || (at > 0 && lines[at - 1].Length > 0))).Trim();
    }
}
