using System.Buffers;
using System.Text;

namespace OmniChannel;

/// <summary>Writes a value, escaped for its spot. A lone surrogate becomes U+FFFD everywhere.</summary>
internal static class ValueWriter
{
    private const string Letters = " !#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_abcdefghijklmnopqrstuvwxyz{|}~";

    /// <summary>What of ASCII stands in the text as it is: in it nearly every value is read through at once.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(Letters + "&<>\"'`\n\t");
    private static readonly SearchValues<char> Html = SearchValues.Create(Letters + "\n\t");
    private static readonly SearchValues<char> OneLine = SearchValues.Create(Letters + "&<>\"'`");

    /// <summary>Appends the value; false when it cannot stand there, with nothing appended.</summary>
    internal static bool TryAppend(StringBuilder to, string value, Escape escape)
    {
        switch (escape)
        {
            case Escape.Plain:
                Append(to, value, escape);
                return true;
            case Escape.SingleLine:
                Append(to, value, escape);
                return true;
            case Escape.Html:
                Append(to, value, escape);
                return true;
            case Escape.HtmlAddress:
                if (!ContentAddress.IsSafeInHtml(value))
                {
                    return false;
                }

                Append(to, value, escape);
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
    internal static bool IsAsItIs(string value, Escape escape) => escape is Escape.Plain or Escape.SingleLine or Escape.Html && NextSpecial(value, escape) < 0;

    private static void Append(StringBuilder to, string value, Escape escape)
    {
        var next = NextSpecial(value, escape);
        if (next < 0)
        {
            to.Append(value);
            return;
        }

        for (var rest = value.AsSpan(); ; next = NextSpecial(rest, escape))
        {
            if (next < 0)
            {
                to.Append(rest);
                return;
            }

            to.Append(rest[..next]);
            rest = rest[(next + One(to, rest[next..], escape))..];
        }
    }

    /// <summary>Where the next character stands that is not written as it is; −1 for nowhere.</summary>
    private static int NextSpecial(ReadOnlySpan<char> value, Escape escape)
    {
        var clean = escape == Escape.Plain ? Plain : escape == Escape.SingleLine ? OneLine : Html;
        for (var at = 0; ;)
        {
            var next = value[at..].IndexOfAnyExcept(clean);
            if (next < 0)
            {
                return -1;
            }

            // Beyond ASCII nearly everything stands as it is too.
            for (at += next; at < value.Length && value[at] > '\u009F' && !char.IsSurrogate(value[at]) && (escape != Escape.SingleLine || value[at] is not ('\u2028' or '\u2029')); at++)
            {
            }

            if (at == value.Length || !clean.Contains(value[at]))
            {
                return at == value.Length ? -1 : at;
            }
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
}
