namespace OmniChannel.Expressions;

internal sealed partial class PatternTranslator
{
    /// <summary>A class in square brackets, behind the opening one.</summary>
    private Piece Class()
    {
        var set = new CharacterSet();
        var negated = !AtEnd && _pattern[_at] == '^';
        _at += negated ? 1 : 0;
        for (var first = true; ; first = false)
        {
            if (AtEnd)
            {
                return Fail("'[' is not closed");
            }

            if (_pattern[_at] == ']' && !first)
            {
                _at++;
                return new(set.ToPattern(negated), 1);
            }

            if (!TryPosix(set) && !(_pattern[_at] == '\\' && TryClassEscape(set)))
            {
                Range(set);
            }
        }
    }

    private bool TryPosix(CharacterSet set)
    {
        var rest = _pattern.AsSpan(_at);
        if (!rest.StartsWith("[:"))
        {
            return false;
        }

        var end = rest.IndexOf(":]");
        if (end < 0)
        {
            return false;
        }

        var name = rest[2..end].ToString();
        var negated = name.StartsWith('^');
        if (!set.AddNamed(negated ? name[1..] : name, negated))
        {
            Fail("the class between [: and :] is not known");
        }

        _at += end + 2;
        return true;
    }

    private void Range(CharacterSet set)
    {
        if (Bound() is not { } from)
        {
            return;
        }

        var to = from;
        if (_at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] != ']')
        {
            _at++;
            if (Bound() is not { } until)
            {
                return;
            }

            to = until;
        }

        if (to < from)
        {
            Fail("the end of a range comes before its start");
            return;
        }

        set.Add(from, to);
    }

    private int? Bound() => _pattern[_at] == '\\' ? EscapedCode() : NextCodePoint();
}
