namespace OmniChannel.Expressions;

internal sealed partial class PatternTranslator
{
    private Piece Group()
    {
        _at++;
        var (dotAll, multiline) = (_dotAll, _multiline);
        var prefix = "(?:";
        if (!AtEnd && _pattern[_at] == '?')
        {
            _at++;
            if (TryName())
            {
                prefix = "(?:";
            }
            else if (_problem is null && !TryFlags(out prefix))
            {
                return _problem is null ? new(prefix, 0) : default;
            }
        }

        if (_problem is not null)
        {
            return default;
        }

        if (++_depth > DeepestGroup)
        {
            return Fail($"groups are nested more than {DeepestGroup} deep");
        }

        var inner = Alternatives();
        _depth--;
        if (AtEnd)
        {
            return Fail("'(' is not closed");
        }

        _at++;
        (_dotAll, _multiline) = (dotAll, multiline);
        return new($"{prefix}{inner.Text})", Math.Max(inner.Size, 1));
    }

    /// <summary><c>P&lt;name&gt;</c> or <c>&lt;name&gt;</c>.</summary>
    private bool TryName()
    {
        var rest = _pattern.AsSpan(_at);
        var open = rest.StartsWith("P<") ? 2 : rest.StartsWith("<") && !rest.StartsWith("<=") && !rest.StartsWith("<!") ? 1 : 0;
        if (open == 0)
        {
            return false;
        }

        var length = rest[open..].IndexOf('>');
        if (length <= 0 || !rest.Slice(open, length).ToString().All(Words.IsPart))
        {
            Fail("the name of the group is not closed, or is no word");
            return false;
        }

        _at += open + length + 1;
        return true;
    }

    /// <summary><c>i</c>, <c>m</c>, <c>s</c>, <c>U</c>, some behind a minus. True when a group follows; false when they hold from here on.</summary>
    private bool TryFlags(out string prefix)
    {
        var on = true;
        bool? ignoreCase = null;
        for (prefix = ""; !AtEnd; _at++)
        {
            switch (_pattern[_at])
            {
                case '-' when on:
                    on = false;
                    break;
                case 'i':
                    ignoreCase = on;
                    break;
                case 'm':
                    _multiline = on;
                    break;
                case 's':
                    _dotAll = on;
                    break;
                case 'U':
                    break;
                case ':' or ')' when _pattern[_at - 1] != '-':
                    var isGroup = _pattern[_at++] == ':';
                    prefix = $"(?{(ignoreCase is null ? "" : ignoreCase.Value ? "i" : "-i")}{(isGroup ? ":" : ")")}";
                    prefix = prefix == "(?)" ? "(?:)" : prefix;
                    return isGroup;
                default:
                    Fail("groups start with '(', '(?:', '(?P<name>' or flags of i, m, s, U; looking ahead or back is not known");
                    return false;
            }
        }

        Fail("'(' is not closed");
        return false;
    }
}
