namespace OmniChannel.Expressions;

/// <summary>
/// Finds what a name means in the container <c>x.y</c>: <c>a.b</c> is tried as <c>x.y.a.b</c>, <c>x.a.b</c> and <c>a.b</c>; <c>.a.b</c> only as <c>a.b</c>.
/// </summary>
internal sealed class NameResolver(CelEnvironment environment)
{
    /// <summary>The declared variable or the type of that name; both null when there is neither.</summary>
    public (CelVariable? Variable, CelType? Type) Find(in NamePath path)
    {
        foreach (var name in Candidates(path.Text, path.Rooted))
        {
            if (environment.VariablesByName.TryGetValue(name, out var variable))
            {
                return (variable, null);
            }

            if (environment.TypesByName.TryGetValue(name, out var type))
            {
                return (null, type);
            }
        }

        return default;
    }

    public CelOverload[]? Functions(string name, bool rooted)
    {
        foreach (var candidate in Candidates(name, rooted))
        {
            if (environment.FunctionsByName.TryGetValue(candidate, out var overloads))
            {
                return overloads;
            }
        }

        return null;
    }

    /// <summary>The functions of a namespace when the target is one, as in <c>math.abs(x)</c>.</summary>
    public CelOverload[]? Namespaced(CallExpr call, Scope scope)
        => call.Target is { } target && NamePath.Of(target) is { } path && !scope.Shadows(path)
            ? Functions($"{path.Text}.{call.Function}", path.Rooted)
            : null;

    private IEnumerable<string> Candidates(string name, bool rooted)
    {
        for (var container = rooted ? "" : environment.Container; container.Length > 0;)
        {
            yield return $"{container}.{name}";
            container = container[..Math.Max(container.LastIndexOf('.'), 0)];
        }

        yield return name;
    }
}
