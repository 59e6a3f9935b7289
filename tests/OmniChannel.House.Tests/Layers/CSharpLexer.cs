namespace OmniChannel.Tests.Layers;

/// <summary>Splits C# into tokens, well enough to know which names a file uses outside comments and strings.</summary>
internal sealed class CSharpLexer
{
    private static readonly string[] LongSigns = ["=>", "==", "!=", "<=", ">=", "&&", "||", "??", "::", "..", "+=", "-=", "*=", "/=", "|=", "&=", "?."];

    private readonly string _text;
    private readonly List<CSharpToken> _tokens = [];
    private int _at;
    private int _line = 1;

    private CSharpLexer(string text) => _text = text;

    public static IReadOnlyList<CSharpToken> Tokens(string text)
    {
        var lexer = new CSharpLexer(text);
        while (lexer._at < text.Length)
        {
            lexer.Next();
        }

        return lexer._tokens;
    }

    private void Next()
    {
        var c = _text[_at];
        if (char.IsWhiteSpace(c))
        {
            Skip(1);
        }
        else if (StartsWith("//") || c == '#')
        {
            SkipUntil("\n");
        }
        else if (StartsWith("/*"))
        {
            Skip(2);
            SkipUntil("*/");
            Skip(2);
        }
        else if (c == '\'')
        {
            Quoted('\'');
        }
        else if (StringStart(out var dollars, out var verbatim, out var quotes))
        {
            Text(dollars, verbatim, quotes);
        }
        else if (char.IsLetter(c) || c is '_' or '@')
        {
            Run(TokenKind.Word, static c => char.IsLetterOrDigit(c) || c == '_', c == '@' ? 1 : 0);
        }
        else if (char.IsDigit(c))
        {
            Run(TokenKind.Literal, static c => char.IsLetterOrDigit(c) || c == '_', 0);
        }
        else
        {
            var sign = LongSigns.FirstOrDefault(StartsWith) ?? c.ToString();
            _tokens.Add(new(sign, TokenKind.Sign, _line));
            Skip(sign.Length);
        }
    }

    private void Run(TokenKind kind, Func<char, bool> belongs, int prefix)
    {
        var start = _at += prefix;
        while (_at < _text.Length && belongs(_text[_at]))
        {
            _at++;
        }

        _tokens.Add(new(_text[start.._at], kind, _line));
    }

    private bool StringStart(out int dollars, out bool verbatim, out int quotes)
    {
        var at = _at;
        dollars = 0;
        verbatim = false;
        for (; at < _text.Length && _text[at] is '$' or '@'; at++)
        {
            dollars += _text[at] == '$' ? 1 : 0;
            verbatim |= _text[at] == '@';
        }

        quotes = 0;
        while (at + quotes < _text.Length && _text[at + quotes] == '"')
        {
            quotes++;
        }

        return quotes > 0;
    }

    private void Text(int dollars, bool verbatim, int quotes)
    {
        _tokens.Add(new("\"\"", TokenKind.Literal, _line));
        var raw = quotes >= 3;
        Skip(dollars + (verbatim ? 1 : 0) + (raw ? quotes : 1));
        var end = raw ? new string('"', quotes) : "\"";
        var open = new string('{', raw ? dollars : Math.Min(dollars, 1));
        while (_at < _text.Length && !StartsWith(end))
        {
            EatText(raw, verbatim, open);
            if (verbatim && StartsWith("\"\""))
            {
                Skip(2);
            }
        }

        Skip(end.Length);
    }

    private void EatText(bool raw, bool verbatim, string open)
    {
        if (!raw && !verbatim && _text[_at] == '\\')
        {
            Skip(2);
        }
        else if (open.Length > 0 && !raw && StartsWith("{{"))
        {
            Skip(2);
        }
        else if (open.Length > 0 && StartsWith(open))
        {
            Skip(open.Length);
            Hole();
            Skip(open.Length);
        }
        else
        {
            Skip(1);
        }
    }

    /// <summary>The code inside an interpolated string, up to its closing brace; a format behind a colon becomes harmless tokens.</summary>
    private void Hole()
    {
        _tokens.Add(new("(", TokenKind.Sign, _line));
        for (var depth = 0; _at < _text.Length && (depth > 0 || _text[_at] != '}');)
        {
            depth += _text[_at] == '{' ? 1 : _text[_at] == '}' ? -1 : 0;
            Next();
        }

        _tokens.Add(new(")", TokenKind.Sign, _line));
    }

    private void Quoted(char quote)
    {
        _tokens.Add(new("''", TokenKind.Literal, _line));
        Skip(1);
        while (_at < _text.Length && _text[_at] != quote)
        {
            Skip(_text[_at] == '\\' ? 2 : 1);
        }

        Skip(1);
    }

    private void SkipUntil(string end)
    {
        while (_at < _text.Length && !StartsWith(end))
        {
            Skip(1);
        }
    }

    private void Skip(int count)
    {
        for (; count > 0 && _at < _text.Length; count--, _at++)
        {
            _line += _text[_at] == '\n' ? 1 : 0;
        }
    }

    private bool StartsWith(string sign) => string.CompareOrdinal(_text, _at, sign, 0, sign.Length) == 0;
}
