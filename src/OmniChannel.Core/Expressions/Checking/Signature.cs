namespace OmniChannel.Expressions;

/// <summary>The types that one overload takes and gives.</summary>
internal sealed record Signature(IReadOnlyList<CelType> Parameters, CelType Result, bool Variadic = false)
{
    public bool Takes(int arguments) => Variadic ? arguments >= Parameters.Count : arguments == Parameters.Count;

    /// <summary>The last parameter of a variadic signature is repeated.</summary>
    public CelType ParameterAt(int index) => Parameters[Math.Min(index, Parameters.Count - 1)];
}
