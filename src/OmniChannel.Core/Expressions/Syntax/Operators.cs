namespace OmniChannel.Expressions;

internal enum UnaryOperator : byte
{
    Not,
    Negate,
}

internal enum BinaryOperator : byte
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
}

/// <summary><c>!operand</c> or <c>-operand</c>.</summary>
internal sealed class UnaryExpr(int offset, UnaryOperator @operator, Expr operand) : Expr(offset, operand.Height)
{
    public UnaryOperator Operator => @operator;

    public Expr Operand => operand;
}

/// <summary>Two operands and an operator that needs both.</summary>
internal sealed class BinaryExpr(int offset, BinaryOperator @operator, Expr left, Expr right) : Expr(offset, Deepest(left, right))
{
    public BinaryOperator Operator => @operator;

    public Expr Left => left;

    public Expr Right => right;
}

/// <summary>Operands with <c>&amp;&amp;</c> between them, or <c>||</c>.</summary>
internal sealed class LogicalExpr(int offset, bool isAnd, Expr[] operands) : Expr(offset, Deepest(operands))
{
    public bool IsAnd => isAnd;

    public IReadOnlyList<Expr> Operands => operands;
}

/// <summary><c>condition ? then : otherwise</c>.</summary>
internal sealed class ConditionalExpr(int offset, Expr condition, Expr then, Expr otherwise) : Expr(offset, Deepest(condition, then, otherwise))
{
    public Expr Condition => condition;

    public Expr Then => then;

    public Expr Otherwise => otherwise;
}
