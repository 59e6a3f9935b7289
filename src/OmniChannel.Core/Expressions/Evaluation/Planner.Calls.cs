namespace OmniChannel.Expressions;

internal sealed partial class Planner
{
    private Node Call(CallExpr call)
    {
        var namespaced = _names.Namespaced(call, _scope);
        var isMember = namespaced is null && call.Target is not null;
        var declared = namespaced
            ?? (isMember ? _environment.FunctionsByName.GetValueOrDefault(call.Function) : _names.Functions(call.Function, call.Rooted));
        Node[] arguments = isMember ? [Node(call.Target!), .. Nodes(call.Arguments)] : Nodes(call.Arguments);
        if (declared is null)
        {
            return new ErrorNode(At(call), CelErrorCode.NoSuchFunction, $"the function '{call.Function}' is not declared");
        }

        CelOverload[] overloads = [.. declared.Where(overload => overload.IsMember == isMember && overload.Signature.Takes(arguments.Length))];
        if (overloads.Length == 0)
        {
            return new ErrorNode(At(call), CelErrorCode.NoMatchingOverload, $"'{call.Function}' does not take {arguments.Length} arguments this way");
        }

        return call.Function == "matches" && arguments is [_, ConstantNode { Value.Kind: CelKind.String } pattern] && ReferenceEquals(overloads[0].Implementation, TextFunctions.Matches)
            ? Matches(call, arguments[0], pattern.Value.Text)
            : new CallNode(At(call), call.Function, overloads, arguments);
    }

    private Node Matches(CallExpr call, Node text, string pattern)
        => Patterns.TryRead(pattern, _environment.Limits.PatternLength, out var read, out var problem)
            ? new MatchesNode(At(call), text, read)
            : new ErrorNode(At(call), CelErrorCode.InvalidArgument, problem);

    private LoopNode Comprehension(ComprehensionExpr macro)
    {
        var at = At(macro);
        var range = Node(macro.Range);
        var first = _scope.Push(macro.First, CelType.Dyn);
        var second = macro.Second is null ? -1 : _scope.Push(macro.Second, CelType.Dyn);
        var filter = macro.Filter is null ? null : Node(macro.Filter);
        var body = Node(macro.Body);
        _scope.Pop(macro.Second is null ? 1 : 2);
        var name = MacroNames.Of(macro.Kind);
        return macro.Kind switch
        {
            ComprehensionKind.All => new QuantifierNode(at, true, range, first, second, body),
            ComprehensionKind.Exists => new QuantifierNode(at, false, range, first, second, body),
            ComprehensionKind.ExistsOne => new ExistsOneNode(at, range, first, second, body),
            ComprehensionKind.Filter => new TransformListNode(at, name, range, first, second, filter, body, keepsElement: true),
            ComprehensionKind.Map or ComprehensionKind.TransformList => new TransformListNode(at, name, range, first, second, filter, body, keepsElement: false),
            ComprehensionKind.TransformMap => new TransformMapNode(at, name, range, first, second, filter, body, givesEntries: false),
            _ => new TransformMapNode(at, name, range, first, second, filter, body, givesEntries: true),
        };
    }

    private BlockNode Block(Expr expr, string[] names, IReadOnlyList<Expr> values, Expr bodyExpr)
    {
        var firstSlot = -1;
        var nodes = new Node[names.Length];
        for (var at = 0; at < names.Length; at++)
        {
            nodes[at] = Node(values[at]);
            var slot = _scope.Push(names[at], CelType.Dyn);
            firstSlot = at == 0 ? slot : firstSlot;
        }

        var body = Node(bodyExpr);
        _scope.Pop(names.Length);
        return new(At(expr), firstSlot, nodes, body);
    }

    private OptionalMapNode OptionalMap(OptionalMapExpr macro)
    {
        var target = Node(macro.Target);
        var slot = _scope.Push(macro.Name, CelType.Dyn);
        var body = Node(macro.Body);
        _scope.Pop(1);
        return new(At(macro), target, slot, body, macro.Flat);
    }
}
