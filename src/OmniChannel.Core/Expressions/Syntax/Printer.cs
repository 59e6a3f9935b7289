using System.Text;

namespace OmniChannel.Expressions;

/// <summary>Writes an expression in its one canonical form: as few parentheses and blanks as read well, single quotes.</summary>
internal sealed class Printer
{
    private const int Lowest = 0;
    private const int OrBinds = 1;
    private const int AndBinds = 2;
    private const int UnaryBinds = 6;
    private const int MemberBinds = 7;
    private const int Enclosed = 8;

    private readonly StringBuilder _text = new();

    public static string Print(Expr expr)
    {
        var printer = new Printer();
        printer.Write(expr, Lowest);
        return printer._text.ToString();
    }

    private static int Binds(Expr expr) => expr switch
    {
        ConditionalExpr => Lowest,
        LogicalExpr logical => logical.IsAnd ? AndBinds : OrBinds,
        BinaryExpr binary => OperatorSigns.Precedence(binary.Operator),
        UnaryExpr => UnaryBinds,
        LiteralExpr literal => LiteralText.IsNegative(literal.Value) ? UnaryBinds : MemberBinds,
        _ => MemberBinds,
    };

    private void Write(Expr expr, int least)
    {
        if (Binds(expr) < least)
        {
            _text.Append('(');
            Bare(expr);
            _text.Append(')');
        }
        else
        {
            Bare(expr);
        }
    }

    private void Bare(Expr expr)
    {
        switch (expr)
        {
            case LiteralExpr literal:
                _text.Append(LiteralText.Of(literal.Value));
                break;
            case IdentExpr ident:
                _text.Append(ident.Rooted ? "." : "").Append(MacroNames.Written(ident.Name));
                break;
            case SelectExpr select:
                Select(select);
                break;
            case IndexExpr index:
                Write(index.Operand, MemberBinds);
                _text.Append(index.Optional ? "[?" : "[");
                Write(index.Index, Lowest);
                _text.Append(']');
                break;
            case UnaryExpr unary:
                _text.Append(unary.Operator == UnaryOperator.Not ? '!' : '-');
                Write(unary.Operand, StartsWithNumber(unary) ? Enclosed : RepeatsSign(unary) ? UnaryBinds : MemberBinds);
                break;
            case BinaryExpr binary:
                var binds = OperatorSigns.Precedence(binary.Operator);
                Write(binary.Left, binds);
                _text.Append(' ').Append(OperatorSigns.Of(binary.Operator)).Append(' ');
                Write(binary.Right, binds + 1);
                break;
            case LogicalExpr logical:
                Joined(logical.Operands, logical.IsAnd ? " && " : " || ", Binds(logical) + 1);
                break;
            case ConditionalExpr conditional:
                Write(conditional.Condition, OrBinds);
                _text.Append(" ? ");
                Write(conditional.Then, OrBinds);
                _text.Append(" : ");
                Write(conditional.Otherwise, Lowest);
                break;
            default:
                Compound(expr);
                break;
        }
    }

    private void Compound(Expr expr)
    {
        switch (expr)
        {
            case CallExpr { Target: { } target } call:
                Write(target, MemberBinds);
                Called($".{call.Function}", [.. call.Arguments]);
                break;
            case CallExpr call:
                Called($"{(call.Rooted ? "." : "")}{call.Function}", [.. call.Arguments]);
                break;
            case ListExpr list:
                Items('[', ']', list.Items.Select<ListItem, (Expr?, Expr, bool)>(item => (null, item.Value, item.Optional)));
                break;
            case MapExpr map:
                Items('{', '}', map.Items.Select<MapItem, (Expr?, Expr, bool)>(item => (item.Key, item.Value, item.Optional)));
                break;
            case ComprehensionExpr macro:
                Write(macro.Range, MemberBinds);
                Expr?[] parts = [Name(macro.First), macro.Second is null ? null : Name(macro.Second), macro.Filter, macro.Body];
                Called($".{MacroNames.Of(macro.Kind)}", [.. parts.OfType<Expr>()]);
                break;
            case BindExpr bind:
                Called("cel.bind", [Name(bind.Name), bind.Value, bind.Body]);
                break;
            case BlockExpr block:
                _text.Append("cel.block(");
                Items('[', ']', block.Slots.Select<Expr, (Expr?, Expr, bool)>(slot => (null, slot, false)));
                _text.Append(", ");
                Write(block.Body, Lowest);
                _text.Append(')');
                break;
            case OptionalMapExpr macro:
                Write(macro.Target, MemberBinds);
                Called(macro.Flat ? ".optFlatMap" : ".optMap", [Name(macro.Name), macro.Body]);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"A {expr.GetType().Name} is not printed.");
        }
    }

    private static IdentExpr Name(string name) => new(0, name, rooted: false);

    private static bool RepeatsSign(UnaryExpr unary)
        => (unary.Operand is UnaryExpr inner && inner.Operator == unary.Operator)
            || (unary.Operator == UnaryOperator.Negate && unary.Operand is LiteralExpr);

    /// <summary>A minus right before a number would be read as the number's own.</summary>
    private static bool StartsWithNumber(UnaryExpr unary)
    {
        var first = unary.Operator == UnaryOperator.Negate ? unary.Operand : null;
        while (Leftmost(first) is { } inner)
        {
            first = inner;
        }

        return first is LiteralExpr { Value: { Kind: CelKind.Int or CelKind.Double } value } && !LiteralText.IsNegative(value);
    }

    private static Expr? Leftmost(Expr? expr) => expr switch
    {
        SelectExpr { Test: false } select => select.Operand,
        IndexExpr index => index.Operand,
        CallExpr call => call.Target,
        ComprehensionExpr macro => macro.Range,
        OptionalMapExpr macro => macro.Target,
        _ => null,
    };

    private void Select(SelectExpr select)
    {
        _text.Append(select.Test ? "has(" : "");
        Write(select.Operand, MemberBinds);
        var mark = Words.IsWord(select.Field) ? "" : "`";
        _text.Append(select.Optional ? ".?" : ".").Append(mark).Append(select.Field).Append(mark).Append(select.Test ? ")" : "");
    }

    private void Called(string function, IReadOnlyList<Expr> arguments)
    {
        _text.Append(function).Append('(');
        Joined(arguments, ", ", Lowest);
        _text.Append(')');
    }

    private void Joined(IReadOnlyList<Expr> parts, string between, int least)
    {
        for (var at = 0; at < parts.Count; at++)
        {
            _text.Append(at > 0 ? between : "");
            Write(parts[at], least);
        }
    }

    private void Items(char open, char close, IEnumerable<(Expr? Key, Expr Value, bool Optional)> items)
    {
        _text.Append(open);
        var first = true;
        foreach (var (key, value, optional) in items)
        {
            _text.Append(first ? "" : ", ").Append(optional ? "?" : "");
            first = false;
            if (key is not null)
            {
                Write(key, Lowest);
                _text.Append(": ");
            }

            Write(value, Lowest);
        }

        _text.Append(close);
    }
}
