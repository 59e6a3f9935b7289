namespace OmniChannel.Expressions;

/// <summary>A function with the types that it takes and gives. Immutable.</summary>
public sealed class CelOverload
{
    private CelOverload(string function, bool isMember, Signature signature, CelFunction implementation)
    {
        ArgumentException.ThrowIfNullOrEmpty(function);
        ArgumentNullException.ThrowIfNull(signature.Result);
        ArgumentNullException.ThrowIfNull(implementation);
        Function = function;
        IsMember = isMember;
        Signature = signature;
        Implementation = implementation;
    }

    /// <summary>The name; of a global function it may be qualified, as in <c>math.abs</c>.</summary>
    public string Function { get; }

    /// <summary>Whether it is called behind a point, as in <c>x.size()</c>.</summary>
    public bool IsMember { get; }

    /// <summary>The types of the arguments; of a member, the target's first.</summary>
    public IReadOnlyList<CelType> Parameters => Signature.Parameters;

    /// <summary>The type of the result.</summary>
    public CelType Result => Signature.Result;

    internal Signature Signature { get; }

    internal CelFunction Implementation { get; }

    /// <summary>A function called as <c>name(a, b)</c>.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="implementation">What it does.</param>
    /// <param name="parameters">The types of the arguments.</param>
    public static CelOverload Global(string function, CelType result, CelFunction implementation, params CelType[] parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new(function, false, new([.. parameters], result), implementation);
    }

    /// <summary>A function called as <c>a.name(b)</c>.</summary>
    /// <param name="function">Its name, without a point.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="implementation">What it does.</param>
    /// <param name="parameters">The types: of what stands before the point, then of the arguments.</param>
    /// <exception cref="ArgumentException">No type is given for what stands before the point.</exception>
    public static CelOverload Member(string function, CelType result, CelFunction implementation, params CelType[] parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters.Length > 0
            ? new(function, true, new([.. parameters], result), implementation)
            : throw new ArgumentException($"The member '{function}' needs the type of what stands before the point.", nameof(parameters));
    }

    internal static CelOverload Variadic(string function, CelType result, CelFunction implementation, params CelType[] parameters)
        => new(function, false, new(parameters, result, Variadic: true), implementation);

    internal bool Fits(ReadOnlySpan<CelValue> arguments)
    {
        for (var at = 0; at < arguments.Length; at++)
        {
            if (!RuntimeType.Fits(Signature.ParameterAt(at), arguments[at]))
            {
                return false;
            }
        }

        return true;
    }
}
