namespace OmniChannel.Expressions;

/// <summary>Turns the tree into nodes that evaluate: names become places, constants are made, patterns are read.</summary>
internal sealed partial class Planner
{
    private readonly CelEnvironment _environment;
    private readonly SourceLines _lines;
    private readonly NameResolver _names;
    private readonly Scope _scope = new();

    private Planner(CelEnvironment environment, string text)
    {
        _environment = environment;
        _lines = new(text);
        _names = new(environment);
    }

    /// <summary>The root and the number of slots that an evaluation needs.</summary>
    public static (Node Root, int Slots) Plan(CelEnvironment environment, string text, Expr expr)
    {
        var planner = new Planner(environment, text);
        return (planner.Node(expr), planner._scope.Slots);
    }

    private Node Node(Expr expr) => expr switch
    {
        LiteralExpr literal => new ConstantNode(At(literal), literal.Value),
        IdentExpr ident => Ident(ident),
        SelectExpr select => Select(select),
        IndexExpr index => new IndexNode(At(index), Node(index.Operand), Node(index.Index), index.Optional),
        UnaryExpr { Operator: UnaryOperator.Not } not => new NotNode(At(not), Node(not.Operand)),
        UnaryExpr negate => new NegateNode(At(negate), Node(negate.Operand)),
        BinaryExpr binary => Binary(binary),
        LogicalExpr logical => new LogicalNode(At(logical), logical.IsAnd, Nodes(logical.Operands)),
        ConditionalExpr choice => new ConditionalNode(At(choice), Node(choice.Condition), Node(choice.Then), Node(choice.Otherwise)),
        ListExpr list => List(list),
        MapExpr map => Map(map),
        CallExpr call => Call(call),
        ComprehensionExpr macro => Comprehension(macro),
        BindExpr bind => Block(bind, [bind.Name], [bind.Value], bind.Body),
        BlockExpr block => Block(block, [.. Enumerable.Range(0, block.Slots.Count).Select(at => MacroNames.Slot(at))], block.Slots, block.Body),
        OptionalMapExpr macro => OptionalMap(macro),
        _ => throw new System.Diagnostics.UnreachableException($"A {expr.GetType().Name} is not planned."),
    };

    private CelPosition At(Expr expr) => _lines.At(expr.Offset);

    private Node[] Nodes(IReadOnlyList<Expr> exprs) => [.. exprs.Select(Node)];

    private Node Ident(IdentExpr ident)
    {
        if (!ident.Rooted && _scope.TryFind(ident.Name, out _, out var slot))
        {
            return new LocalNode(At(ident), slot);
        }

        return Named(ident, new(ident.Name, ident.Name, ident.Rooted), test: false)
            ?? new ErrorNode(At(ident), CelErrorCode.NoSuchVariable, $"'{MacroNames.Written(ident.Name)}' is not declared");
    }

    private Node? Named(Expr expr, in NamePath path, bool test) => _names.Find(path) switch
    {
        ({ } variable, _) => test ? new PresenceNode(At(expr), variable) : new VariableNode(At(expr), variable),
        (_, { } type) when !test => new ConstantNode(At(expr), CelValue.Type(type)),
        _ => null,
    };

    private Node Select(SelectExpr select)
    {
        if (!select.Optional && NamePath.Of(select.Operand) is { } path && !_scope.Shadows(path)
            && Named(select, path.With(select.Field), select.Test) is { } named)
        {
            return named;
        }

        return new SelectNode(At(select), Node(select.Operand), select.Field, select.Optional, select.Test);
    }

    private Node Binary(BinaryExpr binary)
    {
        var (left, right) = (Node(binary.Left), Node(binary.Right));
        return binary.Operator switch
        {
            BinaryOperator.Equal or BinaryOperator.NotEqual => new EqualNode(At(binary), left, right, binary.Operator == BinaryOperator.NotEqual),
            BinaryOperator.In => new InNode(At(binary), left, right),
            BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual
                => new OrderNode(At(binary), binary.Operator, left, right),
            _ => new ArithmeticNode(At(binary), binary.Operator, left, right),
        };
    }

    private Node List(ListExpr list)
    {
        Node[] items = Nodes([.. list.Items.Select(item => item.Value)]);
        return items.All(item => item is ConstantNode) && list.Items.All(item => !item.Optional)
            ? new ConstantNode(At(list), CelValue.Owned(new CelList([.. items.Cast<ConstantNode>().Select(item => item.Value)])))
            : new ListNode(At(list), items, [.. list.Items.Select(item => item.Optional)]);
    }

    private Node Map(MapExpr map)
    {
        Node[] keys = Nodes([.. map.Items.Select(item => item.Key)]);
        Node[] values = Nodes([.. map.Items.Select(item => item.Value)]);
        if (keys.Concat(values).All(part => part is ConstantNode) && map.Items.All(item => !item.Optional))
        {
            var entries = keys.Zip(values, (key, value) => new KeyValuePair<CelValue, CelValue>(((ConstantNode)key).Value, ((ConstantNode)value).Value)).ToArray();
            if (entries.All(entry => CelMap.IsKey(entry.Key.Kind)) && CelMap.TryCreate(entries, out var made, out _))
            {
                return new ConstantNode(At(map), CelValue.Owned(made));
            }
        }

        return new MapNode(At(map), keys, values, [.. map.Items.Select(item => item.Optional)]);
    }
}
