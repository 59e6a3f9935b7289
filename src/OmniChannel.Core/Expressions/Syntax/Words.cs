using System.Buffers;

namespace OmniChannel.Expressions;

/// <summary>Identifiers, and the words that are none.</summary>
internal static class Words
{
    private static readonly SearchValues<char> Quotable =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/ ");

    public static bool IsStart(char c) => char.IsAsciiLetter(c) || c == '_';

    public static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>Whether the text may stand between backticks behind a point.</summary>
    public static bool IsQuotable(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Quotable);

    public static bool IsWord(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !IsStart(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!IsPart(c))
            {
                return false;
            }
        }

        return KindOf(text) is TokenKind.Word or TokenKind.Reserved;
    }

    public static TokenKind KindOf(ReadOnlySpan<char> word) => word switch
    {
        "true" => TokenKind.True,
        "false" => TokenKind.False,
        "null" => TokenKind.Null,
        "in" => TokenKind.In,
        "as" or "break" or "const" or "continue" or "else" or "for" or "function" or "if" or "import" or "let" or "loop"
            or "package" or "namespace" or "return" or "var" or "void" or "while" => TokenKind.Reserved,
        _ => TokenKind.Word,
    };
}
