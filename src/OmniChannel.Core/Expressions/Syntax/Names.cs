namespace OmniChannel.Expressions;

/// <summary>A constant.</summary>
internal sealed class LiteralExpr(int offset, CelValue value) : Expr(offset)
{
    public CelValue Value => value;
}

/// <summary>A name; rooted when a point stands before it.</summary>
internal sealed class IdentExpr(int offset, string name, bool rooted) : Expr(offset)
{
    public string Name => name;

    public bool Rooted => rooted;
}

/// <summary><c>operand.field</c>, <c>operand.?field</c>, or <c>has(operand.field)</c>.</summary>
internal sealed class SelectExpr(int offset, Expr operand, string name, bool optional, bool test) : Expr(offset, operand.Height)
{
    public Expr Operand => operand;

    public string Field => name;

    /// <summary>Whether absence gives an optional value that holds nothing.</summary>
    public bool Optional => optional;

    /// <summary>Whether only presence is asked, by <c>has</c>.</summary>
    public bool Test => test;
}

/// <summary><c>operand[index]</c> or <c>operand[?index]</c>.</summary>
internal sealed class IndexExpr(int offset, Expr operand, Expr index, bool optional) : Expr(offset, Deepest(operand, index))
{
    public Expr Operand => operand;

    public Expr Index => index;

    public bool Optional => optional;
}
