namespace OmniChannel.Tests.Layers;

internal enum TokenKind
{
    Word,
    Literal,
    Sign,
}

/// <summary>One token of a source file; comments and the text of strings are no tokens, code inside interpolated strings is.</summary>
internal readonly record struct CSharpToken(string Text, TokenKind Kind, int Line)
{
    public static readonly CSharpToken None = new("", TokenKind.Sign, 0);

    public bool Is(string text) => Kind != TokenKind.Literal && Text == text;

    public bool IsAny(params ReadOnlySpan<string> texts) => Kind != TokenKind.Literal && texts.Contains(Text);

    /// <summary>A word that is not one of the language.</summary>
    public bool IsName => Kind == TokenKind.Word && !CSharpWords.Reserved.Contains(Text);
}
