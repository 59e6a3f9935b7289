using System.Diagnostics.CodeAnalysis;

namespace OmniChannel;

/// <summary>What became of reading a policy file.</summary>
public sealed record PolicyReadResult
{
    internal PolicyReadResult(Policy? policy, IReadOnlyList<PolicyDiagnostic> diagnostics) => (Policy, Diagnostics) = (policy, diagnostics);

    /// <summary>Whether it could be read.</summary>
    [MemberNotNullWhen(true, nameof(Policy))]
    public bool IsRead => Policy is not null;

    /// <summary>The policy; null when something is wrong.</summary>
    public Policy? Policy { get; }

    /// <summary>Everything that is wrong, at most 100, in the order of the file.</summary>
    public IReadOnlyList<PolicyDiagnostic> Diagnostics { get; }

    /// <summary>The policy's name and hash, or what is wrong, line by line.</summary>
    public override string ToString() => Policy is not null ? $"{Policy.Name} {Policy.Hash}" : string.Join('\n', Diagnostics);
}
