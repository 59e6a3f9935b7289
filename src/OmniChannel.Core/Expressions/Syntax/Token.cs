namespace OmniChannel.Expressions;

/// <summary>A piece of the text. <c>Text</c> is a word, or what is wrong when the kind is <see cref="TokenKind.Error"/>.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, CelValue Value = default, string Text = "");
