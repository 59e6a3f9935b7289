namespace OmniChannel.Expressions;

/// <summary>Collects what an environment declares. Not safe to share between threads; every method gives back the same builder.</summary>
public sealed class CelEnvironmentBuilder
{
    private readonly Dictionary<string, CelVariable> _variables = new(StringComparer.Ordinal);
    private readonly List<CelOverload> _functions = [];
    private readonly Dictionary<string, CelType> _types = RuntimeType.Named.Concat(StandardFunctions.Types).ToDictionary(type => type.Name, StringComparer.Ordinal);
    private string _container = "";
    private CelLimits _limits = CelLimits.Default;

    /// <summary>Declares a variable.</summary>
    /// <param name="name">Words with points between them: <c>now</c>, <c>cart.total</c>.</param>
    /// <param name="type">Its type; <see cref="CelType.Dyn"/> leaves it open.</param>
    /// <exception cref="ArgumentException">The name is no name, or declared already.</exception>
    public CelEnvironmentBuilder Variable(string name, CelType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        RequireName(name, nameof(name));
        return _variables.TryAdd(name, new(name, type, _variables.Count))
            ? this
            : throw new ArgumentException($"The variable '{name}' is declared twice.", nameof(name));
    }

    /// <summary>Declares a function, or one more overload of it.</summary>
    /// <param name="overload">The function, made by <see cref="CelOverload.Global"/> or <see cref="CelOverload.Member"/>.</param>
    public CelEnvironmentBuilder Function(CelOverload overload)
    {
        ArgumentNullException.ThrowIfNull(overload);
        RequireName(overload.Function, nameof(overload));
        _functions.Add(overload);
        return this;
    }

    /// <summary>Declares a type of the host's own, so that expressions can name it.</summary>
    /// <param name="type">The type, made by <see cref="CelType.Opaque"/>.</param>
    public CelEnvironmentBuilder Type(CelType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        _types[type.Name] = type;
        return this;
    }

    /// <summary>Sets the namespace in which names are looked for first: in <c>shop.eu</c>, <c>a</c> is <c>shop.eu.a</c>, else <c>shop.a</c>, else <c>a</c>.</summary>
    /// <param name="name">The namespace; empty for none, which is the default.</param>
    public CelEnvironmentBuilder Container(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > 0)
        {
            RequireName(name, nameof(name));
        }

        _container = name;
        return this;
    }

    /// <summary>Sets what one expression may cost.</summary>
    /// <param name="limits">The limits; the default is <see cref="CelLimits.Default"/>.</param>
    public CelEnvironmentBuilder Limits(CelLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _limits = limits;
        return this;
    }

    /// <summary>The environment. The builder can go on; what it makes later does not change what it made.</summary>
    public CelEnvironment Build()
        => new(_container, _limits, [.. _variables.Values.OrderBy(variable => variable.Index)], [.. StandardFunctions.All, .. _functions], [.. _types.Values]);

    private static void RequireName(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        if (name.Split('.').Any(word => word.Length == 0 || !Words.IsStart(word[0]) || !word.All(Words.IsPart)))
        {
            throw new ArgumentException($"'{name}' is no name: expected ASCII words of letters, digits and '_', with points between them, such as 'cart.total'.", parameter);
        }
    }
}
