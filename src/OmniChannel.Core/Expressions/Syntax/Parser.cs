using System.Runtime.CompilerServices;

namespace OmniChannel.Expressions;

/// <summary>Reads an expression by recursive descent, no deeper than the limit; stops at the first problem.</summary>
internal sealed partial class Parser
{
    private readonly string _text;
    private readonly int _deepest;
    private readonly Lexer _lexer;
    private Token _token;
    private int _depth;
    private CelProblem? _problem;

    private Parser(string text, int deepest)
    {
        _text = text;
        _deepest = deepest;
        _lexer = new(text);
    }

    /// <summary>The expression, or null and the problem.</summary>
    public static Expr? Parse(string text, CelLimits limits, out CelProblem? problem)
    {
        if (text.Length > limits.SourceLength)
        {
            problem = new(CelStage.Syntax, CelPosition.Of(text, limits.SourceLength), $"the expression has {text.Length} characters; at most {limits.SourceLength} are read");
            return null;
        }

        var parser = new Parser(text, limits.ExpressionDepth);
        parser.Advance();
        var parsed = parser.Expression();
        if (parsed is not null && parser._token.Kind != TokenKind.End)
        {
            parsed = parser.Unexpected("an operator or the end of the expression");
        }

        problem = parser._problem;
        return parsed;
    }

    private Expr? Expression()
    {
        if (++_depth > _deepest || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return Fail(_token.Start, TooDeep);
        }

        var read = Conditional();
        _depth--;
        return read;
    }

    private Expr? Conditional()
    {
        var condition = Logical(false);
        if (condition is null || _token.Kind != TokenKind.Question)
        {
            return condition;
        }

        var at = _token.Start;
        Advance();
        return Logical(false) is { } then && Expect(TokenKind.Colon, "':' and what holds otherwise") && Expression() is { } otherwise
            ? Bounded(new ConditionalExpr(at, condition, then, otherwise))
            : null;
    }

    private Expr? Logical(bool isAnd)
    {
        var sign = isAnd ? TokenKind.And : TokenKind.Or;
        var first = isAnd ? Binary(OperatorSigns.Relation) : Logical(true);
        if (first is null || _token.Kind != sign)
        {
            return first;
        }

        var at = _token.Start;
        List<Expr> operands = [first];
        while (_token.Kind == sign)
        {
            Advance();
            if ((isAnd ? Binary(OperatorSigns.Relation) : Logical(true)) is not { } next)
            {
                return null;
            }

            operands.Add(next);
        }

        return Bounded(new LogicalExpr(at, isAnd, [.. operands]));
    }

    private Expr? Binary(int least)
    {
        var left = Unary();
        while (left is not null && OperatorSigns.Binary(_token.Kind) is { } sign && OperatorSigns.Precedence(sign) is var binds && binds >= least)
        {
            var at = _token.Start;
            Advance();
            left = Binary(binds + 1) is { } right ? Bounded(new BinaryExpr(at, sign, left, right)) : null;
        }

        return left;
    }

    private Expr? Unary()
    {
        if (_token.Kind is not (TokenKind.Not or TokenKind.Minus))
        {
            return Member(Primary());
        }

        var sign = _token.Kind;
        var first = _token.Start;
        var signs = 0;
        var last = first;
        for (; _token.Kind == sign; signs++)
        {
            last = _token.Start;
            Advance();
        }

        Expr? operand;
        if (sign == TokenKind.Minus && Negated(last) is { } literal)
        {
            signs--;
            Advance();
            operand = Member(literal);
        }
        else
        {
            operand = Member(Primary());
        }

        if (operand is not null && operand.Height + signs > _deepest)
        {
            return Fail(first, TooDeep);
        }

        for (; operand is not null && signs > 0; signs--)
        {
            operand = new UnaryExpr(first + signs - 1, sign == TokenKind.Not ? UnaryOperator.Not : UnaryOperator.Negate, operand);
        }

        return operand;
    }

    /// <summary>A number right behind a minus is a negative number, not a negation.</summary>
    private LiteralExpr? Negated(int minus) => (_token.Kind, _token.Value.Kind) switch
    {
        (TokenKind.SmallestInt, _) => new(minus, CelValue.Int(long.MinValue)),
        (TokenKind.Literal, CelKind.Int) => new(minus, CelValue.Int(-_token.Value.Bits)),
        (TokenKind.Literal, CelKind.Double) => new(minus, CelValue.Double(-_token.Value.DoubleBits)),
        _ => null,
    };

    private string TooDeep => $"the expression is nested more than {_deepest} deep";

    private Expr? Bounded(Expr expr) => expr.Height <= _deepest ? expr : Fail(expr.Offset, TooDeep);

    private void Advance() => _token = _lexer.Next();

    private bool Expect(TokenKind kind, string expected)
    {
        if (_token.Kind != kind)
        {
            Unexpected(expected);
            return false;
        }

        Advance();
        return true;
    }

    private Expr? Unexpected(string expected)
    {
        var found = Shown.Token(_text, _token);
        return _token.Kind == TokenKind.Error
            ? Fail(_token.Start, _token.Text, found, expected)
            : Fail(_token.Start, $"found {found}, expected {expected}", found, expected);
    }

    private Expr? Fail(int offset, string message, string? found = null, string? expected = null)
    {
        _problem ??= new(CelStage.Syntax, CelPosition.Of(_text, offset), message, found, expected);
        return null;
    }
}
