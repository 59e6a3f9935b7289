namespace OmniChannel;

/// <summary>One customer for whom the decision changes.</summary>
public sealed record DiffExample
{
    /// <summary>What the policy decided before; its <c>ToString</c> says why.</summary>
    public required Decision Before { get; init; }

    /// <summary>What it decides now.</summary>
    public required Decision After { get; init; }

    /// <summary>Both decisions in words.</summary>
    public override string ToString() => $"before: {Before}\nafter:  {After}";
}
