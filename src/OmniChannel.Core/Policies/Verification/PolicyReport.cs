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

    /// <summary>The findings, one a line, as compilers write them: <c>policy.json(12,9): warning OC2101 rules[2].when: …</c>.</summary>
    /// <param name="file">The name of the file that the policy was read from; null for none.</param>
    public string ToString(string? file) => string.Join('\n', Findings.Select(finding => finding.ToDiagnostic().ToString(file)));

    /// <summary>The findings, one a line; empty for none.</summary>
    public override string ToString() => string.Join('\n', Findings.Select(finding => $"{finding.Severity}: {finding}"));
}
