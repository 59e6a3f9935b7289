namespace OmniChannel.Expressions;

internal sealed partial class Checker
{
    private CelType Call(CallExpr call)
    {
        if (_names.Namespaced(call, _scope) is { } namespaced)
        {
            return Apply(call, $"{NamePath.Of(call.Target!)!.Value.Text}.{call.Function}", namespaced, member: false);
        }

        if (call.Target is not null)
        {
            return _environment.FunctionsByName.TryGetValue(call.Function, out var members)
                ? Apply(call, call.Function, members, member: true)
                : UndeclaredFunction(call);
        }

        return _names.Functions(call.Function, call.Rooted) is { } functions
            ? Apply(call, call.Function, functions, member: false)
            : UndeclaredFunction(call);
    }

    private CelType UndeclaredFunction(CallExpr call)
    {
        if (call.Target is not null && NamePath.Of(call.Target) is null)
        {
            TypeOf(call.Target);
        }

        foreach (var argument in call.Arguments)
        {
            TypeOf(argument);
        }

        var near = Near(call.Function, _environment.FunctionsByName.Keys);
        return Problem(call.Offset, $"the function '{call.Function}' is not declared{(near is null ? "" : $"; did you mean '{near}'?")}", call.Function, near);
    }

    private CelType Apply(CallExpr call, string name, CelOverload[] overloads, bool member)
    {
        List<CelType> arguments = [];
        if (member)
        {
            arguments.Add(TypeOf(call.Target!));
        }

        arguments.AddRange(call.Arguments.Select(TypeOf));
        CheckPattern(call);
        return Apply(call.Offset, name, [.. overloads.Where(overload => overload.IsMember == member).Select(overload => overload.Signature)], [.. arguments], member);
    }

    /// <summary>A regular expression that is written out and wrong is told now, not at the first evaluation.</summary>
    private void CheckPattern(CallExpr call)
    {
        if (call.Function == "matches" && call.Arguments.Count > 0 && call.Arguments[^1] is LiteralExpr { Value: { Kind: CelKind.String } value } literal
            && !Patterns.TryRead(value.Text, _environment.Limits.PatternLength, out _, out var problem))
        {
            Problem(literal.Offset, problem);
        }
    }

    /// <summary>The result of the overload that fits; dyn when several fit with different results.</summary>
    private CelType Apply(int offset, string name, Signature[] overloads, CelType[] arguments, bool member = false)
    {
        CelType? result = null;
        foreach (var overload in overloads)
        {
            if (!overload.Takes(arguments.Length))
            {
                continue;
            }

            Dictionary<string, CelType> renamed = [];
            CelType[] parameters = [.. Enumerable.Range(0, arguments.Length).Select(at => _types.Instantiate(overload.ParameterAt(at), renamed))];
            var mark = _types.Mark();
            if (!_types.AllAssignable(arguments, parameters))
            {
                continue;
            }

            var gives = _types.Resolve(_types.Instantiate(overload.Result, renamed));
            if (result is null)
            {
                result = gives;
            }
            else
            {
                _types.Rollback(mark);
                result = result.Equals(gives) ? result : CelType.Dyn;
            }
        }

        return result ?? NoOverload(offset, name, overloads, arguments, member);
    }

    private CelType NoOverload(int offset, string name, Signature[] overloads, CelType[] arguments, bool member)
    {
        if (IsFull)
        {
            return CelType.Dyn;
        }

        var types = arguments.Select(type => _types.Resolve(type, openIsDyn: true).ToString()).ToList();
        var found = member ? $"{types[0]}.{name}({string.Join(", ", types.Skip(1))})" : $"{name}({string.Join(", ", types)})";
        var expected = string.Join(", ", overloads.Take(4).Select(overload => $"({string.Join(", ", overload.Parameters)})"));
        var more = overloads.Length > 4 ? ", …" : "";
        var how = overloads.Length > 0 ? $"expected {expected}{more}" : member ? $"'{name}' is not called behind a point" : $"'{name}' is called behind a point, as in x.{name}(…)";
        return Problem(offset, $"'{name}' does not take ({string.Join(", ", types)}); {how}", found, expected + more);
    }
}
