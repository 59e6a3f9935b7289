namespace OmniChannel.Expressions;

/// <summary>Turns calls that are macros into what they stand for. A name with another number of arguments is an ordinary function.</summary>
internal static class Macros
{
    private const string SimpleName = "needs a simple name here, which its last argument then uses";

    /// <summary>The macro; null for no macro, or with a problem.</summary>
    public static Expr? TryExpand(int offset, Expr? target, string function, bool rooted, Expr[] arguments, out string? problem, out int problemAt)
    {
        problem = null;
        problemAt = offset;
        if (target is null)
        {
            return !rooted && function == "has" && arguments.Length == 1 ? Has(offset, arguments[0], ref problem, ref problemAt) : null;
        }

        if (target is IdentExpr { Name: "cel", Rooted: false } && CelNamespace(offset, function, arguments, ref problem, ref problemAt) is { } made)
        {
            return made;
        }

        return problem is null && Kind(function, arguments.Length) is var (kind, variables)
            ? Comprehension(offset, kind, variables, target, function, arguments, ref problem, ref problemAt)
            : problem is null && function is "optMap" or "optFlatMap" && arguments.Length == 2
                ? OptionalMap(offset, target, function, arguments, ref problem, ref problemAt)
                : null;
    }

    private static SelectExpr? Has(int offset, Expr argument, ref string? problem, ref int problemAt)
    {
        if (argument is SelectExpr { Optional: false, Test: false } select)
        {
            return new(offset, select.Operand, select.Field, optional: false, test: true);
        }

        problem = "has() asks for a field, as in has(a.b)";
        problemAt = argument.Offset;
        return null;
    }

    private static (ComprehensionKind Kind, int Variables)? Kind(string function, int arguments) => (function, arguments) switch
    {
        ("all", 2 or 3) => (ComprehensionKind.All, arguments - 1),
        ("exists", 2 or 3) => (ComprehensionKind.Exists, arguments - 1),
        ("exists_one" or "existsOne", 2 or 3) => (ComprehensionKind.ExistsOne, arguments - 1),
        ("map", 2 or 3) => (ComprehensionKind.Map, 1),
        ("filter", 2) => (ComprehensionKind.Filter, 1),
        ("transformList", 3 or 4) => (ComprehensionKind.TransformList, 2),
        ("transformMap", 3 or 4) => (ComprehensionKind.TransformMap, 2),
        ("transformMapEntry", 3 or 4) => (ComprehensionKind.TransformMapEntry, 2),
        _ => null,
    };

    private static ComprehensionExpr? Comprehension(int offset, ComprehensionKind kind, int variables, Expr target, string function, Expr[] arguments, ref string? problem, ref int problemAt)
    {
        var first = SimpleNameOf(arguments[0], function, ref problem, ref problemAt);
        var second = variables == 2 && first is not null ? SimpleNameOf(arguments[1], function, ref problem, ref problemAt) : null;
        if (first is null || (variables == 2 && second is null))
        {
            return null;
        }

        if (first == second)
        {
            problem = $"{function}() needs two different names; both are '{MacroNames.Written(first)}'";
            problemAt = arguments[1].Offset;
            return null;
        }

        var filter = arguments.Length == variables + 2 ? arguments[variables] : null;
        return new(offset, kind, target, first, second, filter, arguments[^1]);
    }

    private static OptionalMapExpr? OptionalMap(int offset, Expr target, string function, Expr[] arguments, ref string? problem, ref int problemAt)
        => SimpleNameOf(arguments[0], function, ref problem, ref problemAt) is { } name
            ? new(offset, target, name, arguments[1], flat: function == "optFlatMap")
            : null;

    private static Expr? CelNamespace(int offset, string function, Expr[] arguments, ref string? problem, ref int problemAt)
    {
        switch (function, arguments.Length)
        {
            case ("bind", 3):
                return SimpleNameOf(arguments[0], "cel.bind", ref problem, ref problemAt) is { } name
                    ? new BindExpr(offset, name, arguments[1], arguments[2])
                    : null;
            case ("block", 2):
                if (arguments[0] is ListExpr slots && slots.Items.All(item => !item.Optional))
                {
                    return new BlockExpr(offset, [.. slots.Items.Select(item => item.Value)], arguments[1]);
                }

                problem = "cel.block() needs a list of expressions first, as in cel.block([a, b], cel.index(0))";
                problemAt = arguments[0].Offset;
                return null;
            case ("index", 1) when Ordinal(arguments[0]) is { } index:
                return new IdentExpr(offset, MacroNames.Slot(index), rooted: false);
            case ("iterVar", 2) when Ordinal(arguments[0]) is { } depth && Ordinal(arguments[1]) is { } unique:
                return new IdentExpr(offset, MacroNames.Iterated(depth, unique), rooted: false);
            case ("index", 1) or ("iterVar", 2):
                problem = $"cel.{function}() needs numbers that are written out, from 0";
                return null;
            default:
                return null;
        }
    }

    private static long? Ordinal(Expr argument)
        => argument is LiteralExpr { Value: { Kind: CelKind.Int, Bits: >= 0 } value } ? value.Bits : null;

    private static string? SimpleNameOf(Expr argument, string function, ref string? problem, ref int problemAt)
    {
        if (argument is IdentExpr { Rooted: false } name)
        {
            return name.Name;
        }

        problem = $"{function}() {SimpleName}";
        problemAt = argument.Offset;
        return null;
    }
}
