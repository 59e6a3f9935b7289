namespace OmniChannel.Expressions;

internal enum ComprehensionKind : byte
{
    All,
    Exists,
    ExistsOne,
    Map,
    Filter,
    TransformList,
    TransformMap,
    TransformMapEntry,
}

/// <summary>A macro that goes through a list or a map: <c>range.name(first, second, filter, body)</c>, second and filter where they exist.</summary>
internal sealed class ComprehensionExpr(int offset, ComprehensionKind kind, Expr range, string first, string? second, Expr? filter, Expr body)
    : Expr(offset, Deepest(range, filter, body))
{
    public ComprehensionKind Kind => kind;

    public Expr Range => range;

    public string First => first;

    public string? Second => second;

    public Expr? Filter => filter;

    public Expr Body => body;
}

/// <summary><c>cel.bind(name, value, body)</c>.</summary>
internal sealed class BindExpr(int offset, string name, Expr value, Expr body) : Expr(offset, Deepest(value, body))
{
    public string Name => name;

    public Expr Value => value;

    public Expr Body => body;
}

/// <summary><c>cel.block([slots], body)</c>; <c>cel.index(n)</c> names a slot.</summary>
internal sealed class BlockExpr(int offset, Expr[] slots, Expr body) : Expr(offset, Math.Max(Deepest(slots), body.Height))
{
    public IReadOnlyList<Expr> Slots => slots;

    public Expr Body => body;
}

/// <summary><c>target.optMap(name, body)</c>, or <c>optFlatMap</c> when the body is optional itself.</summary>
internal sealed class OptionalMapExpr(int offset, Expr target, string name, Expr body, bool flat) : Expr(offset, Deepest(target, body))
{
    public Expr Target => target;

    public string Name => name;

    public Expr Body => body;

    public bool Flat => flat;
}
