using System.Collections.Frozen;

namespace OmniChannel.Expressions;

/// <summary>
/// The names, functions and limits that expressions are compiled against. Immutable and safe to share between threads.
/// It has the standard functions and macros, and the extensions for strings, math, optional values, bindings, blocks, encoders and networks.
/// </summary>
public sealed class CelEnvironment
{
    internal CelEnvironment(string container, CelLimits limits, IReadOnlyList<CelVariable> variables, IEnumerable<CelOverload> functions, IEnumerable<CelType> types)
    {
        Container = container;
        Limits = limits;
        Variables = variables;
        VariablesByName = variables.ToFrozenDictionary(variable => variable.Name, StringComparer.Ordinal);
        FunctionsByName = functions.GroupBy(overload => overload.Function, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        TypesByName = types.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
    }

    /// <summary>An environment without variables, with the default limits.</summary>
    public static CelEnvironment Standard { get; } = new CelEnvironmentBuilder().Build();

    /// <summary>The namespace in which names are looked for first; empty for none.</summary>
    public string Container { get; }

    /// <summary>What one expression may cost.</summary>
    public CelLimits Limits { get; }

    /// <summary>The declared variables, by <see cref="CelVariable.Index"/>.</summary>
    public IReadOnlyList<CelVariable> Variables { get; }

    internal FrozenDictionary<string, CelVariable> VariablesByName { get; }

    internal FrozenDictionary<string, CelOverload[]> FunctionsByName { get; }

    internal FrozenDictionary<string, CelType> TypesByName { get; }

    /// <summary>Reads an expression, checks its types and makes it ready. Takes time in proportion to the text; never throws for what the text says.</summary>
    /// <param name="text">The expression.</param>
    public CelCompilation Compile(string text) => Compile(text, check: true);

    /// <summary>Like <see cref="Compile(string)"/> without checking types: what does not fit, or is not declared, is an error at evaluation.</summary>
    /// <param name="text">The expression.</param>
    public CelCompilation CompileUnchecked(string text) => Compile(text, check: false);

    private CelCompilation Compile(string text, bool check)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Parser.Parse(text, Limits, out var problem) is not { } tree)
        {
            return new([problem!]);
        }

        var (type, problems) = check ? Checker.Check(this, text, tree) : (CelType.Dyn, []);
        if (problems.Count > 0)
        {
            return new(problems);
        }

        var (root, slots) = Planner.Plan(this, text, tree);
        return new(new CelProgram(tree, type, root, slots, Limits));
    }
}
