namespace OmniChannel.Expressions;

internal sealed partial class Checker
{
    private CelType List(ListExpr list)
    {
        CelType? joined = null;
        foreach (var item in list.Items)
        {
            joined = _types.Join(joined, Unwrapped(item.Value, item.Optional));
        }

        return CelType.List(_types.Resolve(joined ?? _types.Fresh()));
    }

    private CelType Map(MapExpr map)
    {
        CelType? keys = null;
        CelType? values = null;
        foreach (var item in map.Items)
        {
            var key = _types.Resolve(TypeOf(item.Key));
            if (key.Kind is not (CelTypeKind.Bool or CelTypeKind.Int or CelTypeKind.Uint or CelTypeKind.String or CelTypeKind.Dyn or CelTypeKind.Parameter))
            {
                key = Problem(item.Key.Offset, $"a key is {key}; expected bool, int, uint or string", key.ToString(), "bool, int, uint or string");
            }

            keys = _types.Join(keys, key);
            values = _types.Join(values, Unwrapped(item.Value, item.Optional));
        }

        return CelType.Map(_types.Resolve(keys ?? _types.Fresh()), _types.Resolve(values ?? _types.Fresh()));
    }

    /// <summary>The type of an element; of what it holds, when a question mark says that it is optional.</summary>
    private CelType Unwrapped(Expr value, bool optional)
    {
        var type = TypeOf(value);
        return optional ? Held(value, type, "what stands behind '?'") : type;
    }

    private CelType Held(Expr expr, CelType type, string role)
    {
        var held = _types.Fresh();
        if (_types.IsAssignable(type, CelType.Optional(held)))
        {
            return _types.Resolve(held);
        }

        var found = _types.Resolve(type, openIsDyn: true).ToString();
        return Problem(expr.Offset, $"{role} is {found}; expected an optional value", found, "an optional value");
    }

    private CelType Comprehension(ComprehensionExpr macro)
    {
        var range = _types.Resolve(TypeOf(macro.Range));
        var (key, value) = Entries(macro, range);
        _scope.Push(macro.First, macro.Second is not null || range.Kind == CelTypeKind.Map ? key : value);
        if (macro.Second is not null)
        {
            _scope.Push(macro.Second, value);
        }

        var result = Body(macro, macro.Second is not null || range.Kind == CelTypeKind.Map ? key : value);
        _scope.Pop(macro.Second is null ? 1 : 2);
        return result;
    }

    /// <summary>Of a list, positions and elements; of a map, keys and values.</summary>
    private (CelType Key, CelType Value) Entries(ComprehensionExpr macro, CelType range)
    {
        switch (range.Kind)
        {
            case CelTypeKind.List:
                return (CelType.Int, range.Parameters[0]);
            case CelTypeKind.Map:
                return (range.Parameters[0], range.Parameters[1]);
            case CelTypeKind.Dyn:
                return (CelType.Dyn, CelType.Dyn);
            case CelTypeKind.Parameter:
                _types.IsAssignable(CelType.Dyn, range);
                return (CelType.Dyn, CelType.Dyn);
            default:
                var name = MacroNames.Of(macro.Kind);
                return (Problem(macro.Offset, $"{name}() goes through {range}; expected a list or a map", range.ToString(), "a list or a map"), CelType.Dyn);
        }
    }

    private CelType Body(ComprehensionExpr macro, CelType element)
    {
        var name = MacroNames.Of(macro.Kind);
        if (macro.Filter is not null)
        {
            Expect(macro.Filter, CelType.Bool, $"the condition of {name}()");
        }

        switch (macro.Kind)
        {
            case ComprehensionKind.All or ComprehensionKind.Exists or ComprehensionKind.ExistsOne:
                Expect(macro.Body, CelType.Bool, $"the condition of {name}()");
                return CelType.Bool;
            case ComprehensionKind.Filter:
                Expect(macro.Body, CelType.Bool, $"the condition of {name}()");
                return CelType.List(element);
            case ComprehensionKind.Map or ComprehensionKind.TransformList:
                return CelType.List(_types.Resolve(TypeOf(macro.Body)));
            case ComprehensionKind.TransformMap:
                return CelType.Map(element, _types.Resolve(TypeOf(macro.Body)));
            default:
                var made = CelType.Map(_types.Fresh(), _types.Fresh());
                Expect(macro.Body, made, $"the entry of {name}()");
                return _types.Resolve(made);
        }
    }

    private CelType Bind(BindExpr bind)
    {
        _scope.Push(bind.Name, TypeOf(bind.Value));
        var type = TypeOf(bind.Body);
        _scope.Pop(1);
        return type;
    }

    private CelType Block(BlockExpr block)
    {
        for (var at = 0; at < block.Slots.Count; at++)
        {
            _scope.Push(MacroNames.Slot(at), TypeOf(block.Slots[at]));
        }

        var type = TypeOf(block.Body);
        _scope.Pop(block.Slots.Count);
        return type;
    }

    private CelType OptionalMap(OptionalMapExpr macro)
    {
        var held = Held(macro.Target, TypeOf(macro.Target), $"what {(macro.Flat ? "optFlatMap" : "optMap")}() is asked of");
        _scope.Push(macro.Name, held);
        var body = TypeOf(macro.Body);
        _scope.Pop(1);
        return CelType.Optional(macro.Flat ? Held(macro.Body, body, "the result of optFlatMap()") : _types.Resolve(body));
    }
}
