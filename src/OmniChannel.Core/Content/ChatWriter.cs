using System.Buffers;
using System.Text;

namespace OmniChannel;

/// <summary>Writes a value into chat markup, so that a reader sees the value and nothing else.</summary>
internal static class ChatWriter
{
    /// <summary>Telegram, Bot API, "MarkdownV2 style": in all other places these must be escaped with a backslash.</summary>
    private static readonly SearchValues<char> TelegramMarks = SearchValues.Create(@"_*[]()~`>#+-=|{}.!\");

    internal static void Append(StringBuilder to, string value, Escape escape)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsSurrogate(c))
            {
                var isPair = i + 1 < value.Length && char.IsSurrogatePair(c, value[i + 1]);
                to.Append(isPair ? value.AsSpan(i, 2) : "\uFFFD");
                i += isPair ? 1 : 0;
            }
            else if (char.IsControl(c) && c is not ('\n' or '\t'))
            {
                to.Append(c == '\r' && (i + 1 == value.Length || value[i + 1] != '\n') ? "\n" : "");
            }
            else if (escape == Escape.Telegram)
            {
                _ = TelegramMarks.Contains(c) ? to.Append('\\').Append(c) : to.Append(c);
            }
            else if (escape == Escape.Slack && c is ('&' or '<' or '>'))
            {
                to.Append(c switch { '&' => "&amp;", '<' => "&lt;", _ => "&gt;" });
            }
            else
            {
                to.Append(IsAtAnEdge(value, i) ? LooksAlike(c) : c);
            }
        }
    }

    /// <summary>A mark between two letters is no emphasis: anna_b stays.</summary>
    private static bool IsAtAnEdge(string value, int at) =>
        at == 0 || at == value.Length - 1 || !char.IsLetterOrDigit(value[at - 1]) || !char.IsLetterOrDigit(value[at + 1]);

    private static char LooksAlike(char mark) => mark switch
    {
        '*' => '\u2217',
        '_' => '\uFF3F',
        '~' => '\u223C',
        '`' => '\u02CB',
        _ => mark,
    };
}
