namespace OmniChannel.Expressions;

/// <summary>Cuts the text into tokens, one at a time. What is no token comes back as <see cref="TokenKind.Error"/>.</summary>
internal sealed class Lexer(string text)
{
    private int _at;

    public Token Next()
    {
        SkipBlanks();
        if (_at >= text.Length)
        {
            return new(TokenKind.End, text.Length, text.Length);
        }

        var start = _at;
        var c = text[_at];
        var token = LiteralLexer.StartsText(text, _at) ? LiteralLexer.Text(text, start)
            : Words.IsStart(c) ? Word(start)
            : char.IsAsciiDigit(c) || (c == '.' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1])) ? NumberLexer.Number(text, start)
            : c == '`' ? Quoted(start)
            : Sign(start);
        _at = token.End;
        return token;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (text[_at] is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _at++;
            }
            else if (text.AsSpan(_at).StartsWith("//"))
            {
                var end = text.AsSpan(_at).IndexOfAny('\n', '\r');
                _at = end < 0 ? text.Length : _at + end;
            }
            else
            {
                return;
            }
        }
    }

    private Token Word(int start)
    {
        var end = start + 1;
        while (end < text.Length && Words.IsPart(text[end]))
        {
            end++;
        }

        var kind = Words.KindOf(text.AsSpan(start, end - start));
        return new(kind, start, end, Text: text[start..end]);
    }

    private Token Quoted(int start)
    {
        var length = text.AsSpan(start + 1).IndexOf('`');
        if (length < 0)
        {
            return new(TokenKind.Error, start, text.Length, Text: "the name in backticks has no end");
        }

        var end = start + length + 2;
        return Words.IsQuotable(text.AsSpan(start + 1, length))
            ? new(TokenKind.QuotedWord, start, end, Text: text.Substring(start + 1, length))
            : new(TokenKind.Error, start, end, Text: "a name in backticks has letters, digits, blanks and _ . - / and at least one of them");
    }

    private Token Sign(int start)
    {
        var next = start + 1 < text.Length ? text[start + 1] : '\0';
        var (kind, length) = (text[start], next) switch
        {
            ('&', '&') => (TokenKind.And, 2),
            ('|', '|') => (TokenKind.Or, 2),
            ('=', '=') => (TokenKind.Equal, 2),
            ('!', '=') => (TokenKind.NotEqual, 2),
            ('<', '=') => (TokenKind.LessOrEqual, 2),
            ('>', '=') => (TokenKind.GreaterOrEqual, 2),
            ('<', _) => (TokenKind.Less, 1),
            ('>', _) => (TokenKind.Greater, 1),
            ('!', _) => (TokenKind.Not, 1),
            ('.', _) => (TokenKind.Dot, 1),
            (',', _) => (TokenKind.Comma, 1),
            (':', _) => (TokenKind.Colon, 1),
            ('?', _) => (TokenKind.Question, 1),
            ('(', _) => (TokenKind.OpenRound, 1),
            (')', _) => (TokenKind.CloseRound, 1),
            ('[', _) => (TokenKind.OpenSquare, 1),
            (']', _) => (TokenKind.CloseSquare, 1),
            ('{', _) => (TokenKind.OpenCurly, 1),
            ('}', _) => (TokenKind.CloseCurly, 1),
            ('+', _) => (TokenKind.Plus, 1),
            ('-', _) => (TokenKind.Minus, 1),
            ('*', _) => (TokenKind.Star, 1),
            ('/', _) => (TokenKind.Slash, 1),
            ('%', _) => (TokenKind.Percent, 1),
            _ => (TokenKind.Error, 1),
        };
        return kind == TokenKind.Error
            ? new(kind, start, start + CodePoints.Width(text, start), Text: text[start] switch
            {
                '=' => "'=' is no operator; equality is '=='",
                '&' => "'&' is no operator; and is '&&'",
                '|' => "'|' is no operator; or is '||'",
                _ => $"the character {Shown.Character(text, start)} starts nothing",
            })
            : new(kind, start, start + length);
    }
}
