using System.Globalization;

namespace OmniChannel.Expressions;

internal sealed partial class PatternTranslator
{
    private Piece Escape()
    {
        var c = _at + 1 < _pattern.Length ? _pattern[_at + 1] : '\0';
        switch (c)
        {
            case 'A':
                _at += 2;
                return new(@"(?:\A)", 1);
            case 'z':
                _at += 2;
                return new(@"(?:\z)", 1);
            case 'b' or 'B':
                _at += 2;
                return new($@"(?:\{c})", 1);
            case 'Q':
                return Quoted();
            case 'C':
                return Fail("\\C (one octet) is not known; texts are sequences of characters");
            default:
                var set = new CharacterSet();
                if (TryClassEscape(set))
                {
                    return _problem is null ? new(set.ToPattern(negated: false), 1) : default;
                }

                return EscapedCode() is { } code ? Literal(code) : default;
        }
    }

    private Piece Quoted()
    {
        _at += 2;
        var end = _pattern.IndexOf("\\E", _at, StringComparison.Ordinal);
        var stop = end < 0 ? _pattern.Length : end;
        var text = new System.Text.StringBuilder();
        var size = 0;
        while (_at < stop)
        {
            text.Append(CharacterSet.Literal(NextCodePoint()));
            size++;
        }

        _at = end < 0 ? stop : stop + 2;
        return new($"(?:{text})", Math.Max(size, 1));
    }

    /// <summary><c>\d</c>, <c>\s</c>, <c>\w</c>, <c>\pN</c>, <c>\p{Lu}</c> and their negations, added to a set. False when it is none of them.</summary>
    private bool TryClassEscape(CharacterSet set)
    {
        var c = _at + 1 < _pattern.Length ? _pattern[_at + 1] : '\0';
        if (c is 'p' or 'P')
        {
            _at += 2;
            AddCategory(set, c == 'P');
            return true;
        }

        if (c is not ('d' or 'D' or 's' or 'S' or 'w' or 'W'))
        {
            return false;
        }

        _at += 2;
        set.AddNamed(char.ToLowerInvariant(c) switch
        {
            'd' => "digit",
            's' => "perlspace",
            _ => "word",
        }, char.IsUpper(c));
        return true;
    }

    private void AddCategory(CharacterSet set, bool negated)
    {
        var name = "";
        if (!AtEnd && _pattern[_at] == '{')
        {
            var end = _pattern.IndexOf('}', _at);
            name = end < 0 ? "" : _pattern[(_at + 1)..end];
            _at = end < 0 ? _pattern.Length : end + 1;
        }
        else if (!AtEnd)
        {
            name = _pattern[_at++].ToString();
        }

        if (name.StartsWith('^'))
        {
            negated = !negated;
            name = name[1..];
        }

        if (!set.TryAddCategory(name, negated))
        {
            Fail($"\\p{{{Shown.Value(CelValue.String(name))}}} is not known; known are the general categories, such as \\pL, \\p{{Lu}}, \\pN (scripts are not)");
        }
    }

    /// <summary>The code point that an escape names; null with a problem.</summary>
    private int? EscapedCode()
    {
        if (_at + 1 >= _pattern.Length)
        {
            Fail("a backslash stands at the end");
            return null;
        }

        var c = _pattern[_at + 1];
        _at += 2;
        switch (c)
        {
            case 'a':
                return 7;
            case 'f':
                return 12;
            case 't':
                return 9;
            case 'n':
                return 10;
            case 'r':
                return 13;
            case 'v':
                return 11;
            case 'x':
                return Hex();
            case '0':
                return Octal(0, 2);
            case >= '1' and <= '7' when _at < _pattern.Length && _pattern[_at] is >= '0' and <= '7':
                return Octal(c - '0', 2);
            case >= '1' and <= '9':
                Fail("references to groups are not known");
                return null;
            default:
                if (char.IsAscii(c) && !Words.IsPart(c))
                {
                    return c;
                }

                Fail($"the escape \\{c} is not known");
                return null;
        }
    }

    private int Octal(int value, int most)
    {
        for (; most > 0 && _at < _pattern.Length && _pattern[_at] is >= '0' and <= '7'; most--)
        {
            value = (value * 8) + (_pattern[_at++] - '0');
        }

        return value;
    }

    private int? Hex()
    {
        var braced = _at < _pattern.Length && _pattern[_at] == '{';
        var start = braced ? _at + 1 : _at;
        var end = braced ? _pattern.IndexOf('}', start) : start + 2;
        if (end > start && end <= _pattern.Length && end - start <= 8
            && uint.TryParse(_pattern.AsSpan(start, end - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            && code <= CharacterSet.Last)
        {
            _at = braced ? end + 1 : end;
            return (int)code;
        }

        Fail("\\x needs two hexadecimal digits, or up to 10FFFF in braces");
        return null;
    }
}
