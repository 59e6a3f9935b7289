using System.Globalization;

namespace OmniChannel.Expressions;

/// <summary>Pieces of an expression as a message shows them: short, and nothing invisible.</summary>
internal static class Shown
{
    private const int Longest = 40;

    public static string Character(string text, int at)
    {
        var width = CodePoints.Width(text, at);
        var code = width == 2 ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];
        var visible = code is > 0x20 and < 0x7F || (width == 1 && (char.IsLetter(text[at]) || char.IsPunctuation(text[at])));
        return visible ? $"'{text[at]}'" : string.Create(CultureInfo.InvariantCulture, $"U+{code:X4}");
    }

    public static string Value(in CelValue value)
    {
        var text = ValueText.Of(value);
        return text.Length > Longest ? $"{text[..Longest]}…" : text;
    }

    public static string Token(string text, in Token token)
    {
        if (token.Kind == TokenKind.End)
        {
            return "the end of the expression";
        }

        var length = Math.Min(token.End - token.Start, Longest);
        var shown = new string([.. text.AsSpan(token.Start, length).ToString().Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
        return token.End - token.Start > Longest ? $"'{shown}…'" : $"'{shown}'";
    }
}
