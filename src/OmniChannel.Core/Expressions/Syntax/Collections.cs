namespace OmniChannel.Expressions;

/// <summary>An element of a list; with <c>?</c> before it, an optional value that adds nothing when it holds nothing.</summary>
internal readonly record struct ListItem(Expr Value, bool Optional);

/// <summary>An entry of a map; with <c>?</c> before it, its value is optional.</summary>
internal readonly record struct MapItem(Expr Key, Expr Value, bool Optional);

/// <summary><c>[a, ?b]</c>.</summary>
internal sealed class ListExpr(int offset, ListItem[] items) : Expr(offset, Deepest([.. items.Select(item => item.Value)]))
{
    public IReadOnlyList<ListItem> Items => items;
}

/// <summary><c>{key: value, ?key: value}</c>.</summary>
internal sealed class MapExpr(int offset, MapItem[] items) : Expr(offset, Deepest([.. items.Select(item => item.Key), .. items.Select(item => item.Value)]))
{
    public IReadOnlyList<MapItem> Items => items;
}

/// <summary><c>function(arguments)</c> or <c>target.function(arguments)</c>; whether the target is a namespace is decided later.</summary>
internal sealed class CallExpr(int offset, Expr? target, string function, bool rooted, Expr[] arguments) : Expr(offset, Math.Max(Deepest(target), Deepest(arguments)))
{
    public Expr? Target => target;

    public string Function => function;

    public bool Rooted => rooted;

    public IReadOnlyList<Expr> Arguments => arguments;
}
