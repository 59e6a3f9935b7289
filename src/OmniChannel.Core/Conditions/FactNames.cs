using OmniChannel.Expressions;

namespace OmniChannel;

/// <summary>What an expression reads.</summary>
internal static class FactNames
{
    /// <summary>The dotted names that it may read; those that a macro binds are among them.</summary>
    public static HashSet<string> In(Expr expr)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var rest = new Stack<Expr>([expr]);
        while (rest.TryPop(out var next))
        {
            if (NamePath.Of(next is SelectExpr select ? new SelectExpr(0, select.Operand, select.Field, false, false) : next) is { } path)
            {
                names.Add(path.Text);
            }

            foreach (var part in PartsOf(next))
            {
                rest.Push(part);
            }
        }

        return names;
    }

    /// <summary>Where an expression uses money otherwise than by <c>minorUnits(fact, 'EUR')</c> and <c>has(fact)</c>: amounts of two currencies would compare there. Null when it does not.</summary>
    public static Expr? MisusedMoney(Expr expr, FactSchema schema)
    {
        var rest = new Stack<Expr>([expr]);
        while (rest.TryPop(out var next))
        {
            if (next is CallExpr { Target: null, Function: "money" } || (NamePath.Of(next) is { } path && schema.Find(path.Text) is { Kind: FactKind.Money }))
            {
                return next;
            }

            var isAmount = next is CallExpr { Target: null, Function: "minorUnits", Arguments: [IdentExpr or SelectExpr, ..] };
            foreach (var part in PartsOf(next).Skip(isAmount ? 1 : 0))
            {
                rest.Push(part);
            }
        }

        return null;
    }

    private static IEnumerable<Expr> PartsOf(Expr expr) => expr switch
    {
        SelectExpr select => [select.Operand],
        IndexExpr index => [index.Operand, index.Index],
        UnaryExpr unary => [unary.Operand],
        BinaryExpr binary => [binary.Left, binary.Right],
        LogicalExpr logical => logical.Operands,
        ConditionalExpr conditional => [conditional.Condition, conditional.Then, conditional.Otherwise],
        CallExpr { Target: { } target } call => [target, .. call.Arguments],
        CallExpr call => call.Arguments,
        ListExpr list => list.Items.Select(item => item.Value),
        MapExpr map => map.Items.SelectMany<MapItem, Expr>(item => [item.Key, item.Value]),
        ComprehensionExpr { Filter: { } filter } macro => [macro.Range, filter, macro.Body],
        ComprehensionExpr macro => [macro.Range, macro.Body],
        BindExpr bind => [bind.Value, bind.Body],
        BlockExpr block => [.. block.Slots, block.Body],
        OptionalMapExpr macro => [macro.Target, macro.Body],
        _ => [],
    };
}
