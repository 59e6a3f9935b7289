namespace OmniChannel.Expressions;

internal sealed partial class Parser
{
    private const string Operand = "a value, a name, '(', '[' or '{'";

    private Expr? Primary()
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Literal:
                return Constant(token, token.Value);
            case TokenKind.True:
                return Constant(token, CelValue.True);
            case TokenKind.False:
                return Constant(token, CelValue.False);
            case TokenKind.Null:
                return Constant(token, CelValue.Null);
            case TokenKind.SmallestInt:
                return Fail(token.Start, "the number is larger than an int can be (64 bits); its negative is not");
            case TokenKind.Word:
                return Name(false);
            case TokenKind.Dot:
                Advance();
                return _token.Kind == TokenKind.Word ? Name(true) : Unexpected("a name behind the leading '.'");
            case TokenKind.OpenRound:
                Advance();
                return Expression() is { } inner && Expect(TokenKind.CloseRound, "an operator or ')'") ? inner : null;
            case TokenKind.OpenSquare:
                return List();
            case TokenKind.OpenCurly:
                return Map();
            case TokenKind.Reserved:
                return Fail(token.Start, $"'{token.Text}' is a reserved word and names nothing", Shown.Token(_text, token), Operand);
            default:
                return Unexpected(Operand);
        }
    }

    private LiteralExpr Constant(in Token token, CelValue value)
    {
        Advance();
        return new(token.Start, value);
    }

    private Expr? Name(bool rooted)
    {
        var name = _token;
        Advance();
        if (_token.Kind != TokenKind.OpenRound)
        {
            return new IdentExpr(name.Start, name.Text, rooted);
        }

        return Arguments() is { } arguments ? Call(name.Start, null, name.Text, rooted, arguments) : null;
    }

    private Expr? Member(Expr? operand)
    {
        while (operand is not null)
        {
            switch (_token.Kind)
            {
                case TokenKind.Dot:
                    operand = Selection(operand);
                    break;
                case TokenKind.OpenSquare:
                    operand = Indexed(operand);
                    break;
                case TokenKind.OpenCurly when operand is IdentExpr or SelectExpr:
                    return Fail(_token.Start, "messages cannot be made here: there are no protocol buffers; a map is written without a name before '{'", "'{'", "an operator");
                default:
                    return operand;
            }
        }

        return null;
    }

    private Expr? Selection(Expr operand)
    {
        Advance();
        var optional = _token.Kind == TokenKind.Question;
        if (optional)
        {
            Advance();
        }

        var name = _token;
        if (name.Kind is not (TokenKind.Word or TokenKind.Reserved or TokenKind.QuotedWord))
        {
            return Unexpected("the name of a field or function");
        }

        Advance();
        if (_token.Kind != TokenKind.OpenRound || optional || name.Kind == TokenKind.QuotedWord)
        {
            return Bounded(new SelectExpr(name.Start, operand, name.Text, optional, test: false));
        }

        return Arguments() is { } arguments ? Call(name.Start, operand, name.Text, false, arguments) : null;
    }

    private Expr? Indexed(Expr operand)
    {
        var at = _token.Start;
        Advance();
        var optional = _token.Kind == TokenKind.Question;
        if (optional)
        {
            Advance();
        }

        return Expression() is { } index && Expect(TokenKind.CloseSquare, "an operator or ']'")
            ? Bounded(new IndexExpr(at, operand, index, optional))
            : null;
    }

    private Expr[]? Arguments()
    {
        Advance();
        List<Expr> arguments = [];
        while (_token.Kind != TokenKind.CloseRound)
        {
            if ((arguments.Count > 0 && !Expect(TokenKind.Comma, "',' or ')'")) || Expression() is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }

        Advance();
        return [.. arguments];
    }

    private Expr? List()
    {
        var at = _token.Start;
        List<ListItem> items = [];
        for (Advance(); _token.Kind != TokenKind.CloseSquare;)
        {
            var optional = TakeQuestion();
            if (Expression() is not { } item || !CommaOr(TokenKind.CloseSquare, "',' or ']'"))
            {
                return null;
            }

            items.Add(new(item, optional));
        }

        Advance();
        return Bounded(new ListExpr(at, [.. items]));
    }

    private Expr? Map()
    {
        var at = _token.Start;
        List<MapItem> items = [];
        for (Advance(); _token.Kind != TokenKind.CloseCurly;)
        {
            var optional = TakeQuestion();
            if (Expression() is not { } key || !Expect(TokenKind.Colon, "':' and the value of the key")
                || Expression() is not { } value || !CommaOr(TokenKind.CloseCurly, "',' or '}'"))
            {
                return null;
            }

            items.Add(new(key, value, optional));
        }

        Advance();
        return Bounded(new MapExpr(at, [.. items]));
    }

    private bool TakeQuestion()
    {
        if (_token.Kind != TokenKind.Question)
        {
            return false;
        }

        Advance();
        return true;
    }

    private bool CommaOr(TokenKind close, string expected) => _token.Kind == close || Expect(TokenKind.Comma, expected);

    private Expr? Call(int offset, Expr? target, string function, bool rooted, Expr[] arguments)
    {
        var made = Macros.TryExpand(offset, target, function, rooted, arguments, out var problem, out var problemAt);
        return problem is null
            ? Bounded(made ?? new CallExpr(offset, target, function, rooted, arguments))
            : Fail(problemAt, problem);
    }
}
