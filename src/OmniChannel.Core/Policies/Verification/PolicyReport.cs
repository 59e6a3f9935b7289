namespace OmniChannel;

/// <summary>What the verification of a policy found. Immutable, and safe for many threads.</summary>
public sealed record PolicyReport
{
    /// <summary>The policy that was verified.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>Every finding: errors first, then by code and place.</summary>
    public required IReadOnlyList<PolicyFinding> Findings { get; init; }

    /// <summary>Whether the policy must not be used as it is.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == DiagnosticSeverity.Error);

    /// <summary>The findings, one a line; empty for none.</summary>
    public override string ToString() => string.Join('\n', Findings.Select(finding => $"{finding.Severity}: {finding}"));
}
