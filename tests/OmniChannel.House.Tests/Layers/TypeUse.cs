namespace OmniChannel.Tests.Layers;

/// <summary>
/// Which types a file declares, and which names it uses in the place of a type. A member or a variable may be called
/// like a type of another folder: <c>Decision { get; }</c> and <c>Decision = x</c> are no use of the type.
/// </summary>
internal sealed class TypeUse
{
    private readonly IReadOnlyList<CSharpToken> _tokens;
    private readonly int[] _depth;

    public TypeUse(string source)
    {
        _tokens = CSharpLexer.Tokens(source);
        _depth = Depths();
        Declared = [.. DeclaredNames()];
        var members = Indexes().Where(IsMemberName).Select(at => _tokens[at].Text).ToHashSet(StringComparer.Ordinal);
        Used = [.. Indexes().Where(at => IsType(at, members.Contains(_tokens[at].Text))).Select(at => _tokens[at])];
    }

    /// <summary>The types that stand in a namespace; types inside types are reached through them.</summary>
    public IReadOnlyList<string> Declared { get; }

    /// <summary>The names used as types.</summary>
    public IReadOnlyList<CSharpToken> Used { get; }

    /// <summary>Every word, with those of the language, but not a member named behind a dot.</summary>
    public IEnumerable<CSharpToken> Words
        => Enumerable.Range(0, _tokens.Count).Where(at => _tokens[at].Kind == TokenKind.Word && !At(at - 1).IsAny(".", "?.")).Select(at => _tokens[at]);

    private CSharpToken At(int at) => at >= 0 && at < _tokens.Count ? _tokens[at] : CSharpToken.None;

    private IEnumerable<int> Indexes() => Enumerable.Range(0, _tokens.Count).Where(at => _tokens[at].IsName);

    /// <summary>How many braces are open before each token, those of namespaces not counted.</summary>
    private int[] Depths()
    {
        var depths = new int[_tokens.Count];
        var open = new Stack<bool>();
        var inNamespaceHeader = false;
        for (var at = 0; at < _tokens.Count; at++)
        {
            depths[at] = open.Count(counts => counts);
            inNamespaceHeader = _tokens[at].Is("namespace") || (inNamespaceHeader && !_tokens[at].IsAny(";", "{"));
            if (_tokens[at].Is("{"))
            {
                open.Push(!WasNamespaceHeader(at));
            }
            else if (_tokens[at].Is("}") && open.Count > 0)
            {
                open.Pop();
            }
        }

        return depths;
    }

    private bool WasNamespaceHeader(int brace)
    {
        var at = brace - 1;
        while (At(at).IsName || At(at).Is("."))
        {
            at--;
        }

        return At(at).Is("namespace");
    }

    private IEnumerable<string> DeclaredNames()
    {
        for (var at = 0; at < _tokens.Count; at++)
        {
            if (_depth[at] == 0 && IsDeclaredName(at))
            {
                yield return _tokens[at].Text;
            }
        }
    }

    private bool IsDeclaredName(int at)
        => At(at).IsName && (At(at - 1).IsAny("class", "struct", "interface", "enum", "record") || IsDelegateName(at));

    private bool IsDelegateName(int at)
    {
        if (_depth[at] > 0 || !At(at + 1).IsAny("(", "<"))
        {
            return false;
        }

        var back = at - 1;
        while (back >= 0 && !At(back).IsAny(";", "}", "{", "(", "delegate"))
        {
            back--;
        }

        return At(back).Is("delegate") && back < at - 1 && !At(at - 1).IsAny("<", ",");
    }

    /// <summary><c>Type Name</c> followed by what follows the name of a property, field, method, parameter or variable.</summary>
    private bool IsMemberName(int at)
    {
        var before = At(at - 1);
        return (before.IsName || CSharpWords.PredefinedTypes.Contains(before.Text) || before.IsAny(">", "?", "]", ")"))
            && At(at + 1).IsAny("{", "=>", "=", ";", ",", ")", "(");
    }

    private bool IsType(int at, bool isAlsoAMember)
    {
        var (before, next) = (At(at - 1), At(at + 1));
        if (before.IsAny(".", "::"))
        {
            return IsBehindOurNamespace(at);
        }

        if (before.Is("?.") || next.Is("=") || IsMemberName(at) || IsDeclaredName(at))
        {
            return false;
        }

        var isCertain = next.IsName || (_depth[at] == 0 && !next.Is(":"))
            || before.IsAny("new", "is", "as", "not", "case")
            || (before.Is("(") && At(at - 2).IsAny("typeof", "nameof", "default", "sizeof"))
            || (before.IsAny("<", ",") && next.Is(">"))
            || (before.Is("<") && next.IsAny(",", "?", "["))
            || (before.Is("[") && next.IsAny("]", "(") && !At(at - 2).IsName)
            || (before.IsAny(":", ",") && next.Is("{"));
        return isCertain || (!isAlsoAMember && IsProbablyType(at, before, next));
    }

    private bool IsProbablyType(int at, CSharpToken before, CSharpToken next)
        => next.IsAny(".", "<")
            || before.IsAny("and", "or")
            || (next.Is("?") && (CSharpWords.Modifiers.Contains(before.Text) || before.IsAny("{", "}", ";", "(", ",", "<", "]")))
            || (next.Is("[") && At(at + 2).IsAny("]", ","))
            || (before.Is("(") && next.Is(")") && !At(at - 2).IsName && !At(at - 2).IsAny(">", "if", "while", "switch", "(")
                && (At(at + 2).IsName || At(at + 2).Kind == TokenKind.Literal || At(at + 2).Is("(")));

    private bool IsBehindOurNamespace(int at)
    {
        var root = at;
        while (At(root - 1).IsAny(".", "::") && At(root - 2).Kind == TokenKind.Word)
        {
            root -= 2;
        }

        return root < at && (At(root).Is("OmniChannel") || At(root).Is("global"));
    }
}
