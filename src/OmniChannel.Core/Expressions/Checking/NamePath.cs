namespace OmniChannel.Expressions;

/// <summary>An expression that may be a qualified name: <c>a.b.c</c>, rooted when a point stands before it.</summary>
internal readonly record struct NamePath(string Text, string First, bool Rooted)
{
    public static NamePath? Of(Expr expr)
    {
        List<string> parts = [];
        while (expr is SelectExpr { Optional: false, Test: false } select)
        {
            parts.Add(select.Field);
            expr = select.Operand;
        }

        if (expr is not IdentExpr ident)
        {
            return null;
        }

        parts.Add(ident.Name);
        parts.Reverse();
        return new(string.Join('.', parts), ident.Name, ident.Rooted);
    }

    public NamePath With(string field) => this with { Text = $"{Text}.{field}" };
}
