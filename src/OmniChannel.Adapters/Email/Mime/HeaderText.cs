namespace OmniChannel.Email;

/// <summary>What may stand in a header field.</summary>
internal static class HeaderText
{
    /// <summary>RFC 5322 section 2.1.1: what a line should not exceed, without its CRLF.</summary>
    internal const int PreferredLine = 76;

    /// <summary>RFC 5322 section 2.1.1: what a line must not exceed, without its CRLF.</summary>
    internal const int MaxLine = 998;

    /// <summary>Whether it holds a line break, a NUL or another control character. A tab is white space here.</summary>
    public static bool HasControl(ReadOnlySpan<char> value) => value.IndexOfAny(Controls) >= 0;

    /// <summary>Printable ASCII and nothing that a reader would take for an encoded word.</summary>
    public static bool IsPlain(ReadOnlySpan<char> value) => !value.ContainsAnyExceptInRange(' ', '~') && !value.Contains("=?", StringComparison.Ordinal);

    /// <summary>Whether one space stands between its words, none before and behind them, and none of them is longer than an encoded word may be: then a reader who unfolds it finds what was written.</summary>
    public static bool IsFoldable(ReadOnlySpan<char> value)
    {
        foreach (var word in value.Split(' '))
        {
            if (value[word].Length is 0 or > EncodedWord.MaxLength)
            {
                return false;
            }
        }

        return true;
    }

    private static readonly System.Buffers.SearchValues<char> Controls = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(static c => c != '\t').Select(static c => (char)c), '\u007F']);
}
