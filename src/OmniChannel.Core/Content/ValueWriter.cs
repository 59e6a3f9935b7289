using System.Buffers;
using System.Text;

namespace OmniChannel;

/// <summary>Writes a value, escaped for its spot. A lone surrogate becomes U+FFFD everywhere.</summary>
internal static class ValueWriter
{
    private static readonly SearchValues<char> NotPlain = SearchValues.Create([.. Controls(), .. Surrogates()]);
    private static readonly SearchValues<char> NotHtml = SearchValues.Create([.. Controls(), .. Surrogates(), '&', '<', '>', '"', '\'', '`']);
    private static readonly SearchValues<char> NotOneLine = SearchValues.Create([.. Controls(), .. Surrogates(), '\t', '\n', '\u2028', '\u2029']);

    /// <summary>Appends the value; false when it cannot stand there, with nothing appended.</summary>
    internal static bool TryAppend(StringBuilder to, string value, Escape escape)
    {
        switch (escape)
        {
            case Escape.Plain:
                Append(to, value, NotPlain, escape);
                return true;
            case Escape.SingleLine:
                Append(to, value, NotOneLine, escape);
                return true;
            case Escape.Html:
                Append(to, value, NotHtml, escape);
                return true;
            case Escape.HtmlAddress:
                if (!ContentAddress.IsSafeInHtml(value))
                {
                    return false;
                }

                Append(to, value, NotHtml, escape);
                return true;
            case Escape.Telegram or Escape.Slack or Escape.WhatsApp:
                ChatWriter.Append(to, value, escape);
                return true;
            case Escape.AddressPiece:
                to.Append(Uri.EscapeDataString(value));
                return true;
            default:
                if (ContentAddress.HasBlankOrControl(value))
                {
                    return false;
                }

                to.Append(value);
                return true;
        }
    }

    /// <summary>Whether escaping a value would change nothing in it, as far as one look tells.</summary>
    internal static bool IsAsItIs(string value, Escape escape) => escape switch
    {
        Escape.Plain => !value.AsSpan().ContainsAny(NotPlain),
        Escape.SingleLine => !value.AsSpan().ContainsAny(NotOneLine),
        Escape.Html => !value.AsSpan().ContainsAny(NotHtml),
        _ => false,
    };

    private static void Append(StringBuilder to, ReadOnlySpan<char> value, SearchValues<char> special, Escape escape)
    {
        while (true)
        {
            var next = value.IndexOfAny(special);
            if (next < 0)
            {
                to.Append(value);
                return;
            }

            to.Append(value[..next]);
            value = value[(next + One(to, value[next..], escape))..];
        }
    }

    /// <summary>Writes the special character with which the rest begins; returns how many units it took.</summary>
    private static int One(StringBuilder to, ReadOnlySpan<char> rest, Escape escape)
    {
        var c = rest[0];
        if (char.IsSurrogate(c))
        {
            if (rest.Length > 1 && char.IsSurrogatePair(c, rest[1]))
            {
                to.Append(rest[..2]);
                return 2;
            }

            to.Append('\uFFFD');
            return 1;
        }

        if (escape == Escape.SingleLine)
        {
            var run = 1;
            while (run < rest.Length && (char.IsControl(rest[run]) || rest[run] is '\u2028' or '\u2029'))
            {
                run++;
            }

            to.Append(' ');
            return run;
        }

        to.Append(c switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '`' => "&#96;",
            '\r' => "\n",
            _ => "",
        });
        return c == '\r' && rest.Length > 1 && rest[1] == '\n' ? 2 : 1;
    }

    private static IEnumerable<char> Controls() =>
        Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(c => char.IsControl(c) && c is not ('\n' or '\t'));

    private static IEnumerable<char> Surrogates() => Enumerable.Range(0xD800, 0x800).Select(code => (char)code);
}
