using Microsoft.Extensions.Logging;

namespace OmniChannel;

/// <summary>The verification of a policy with what the instance has: of the first one at start, and of each that is to follow it.</summary>
internal static class PolicyChecks
{
    public static PolicyReport Verify(Policy policy, Instance instance, IReadOnlyList<Campaign> campaigns) => PolicyVerifier.Verify(policy, new PolicyContext
    {
        Channels = instance.Channels.All,
        Accounts = instance.Accounts.Channels,
        Personas = instance.Personas,
        Campaigns = campaigns,
    });

    /// <summary>A finding as those of reading a file are.</summary>
    public static PolicyDiagnostic Diagnostic(PolicyFinding finding) => new()
    {
        Code = finding.Code,
        Severity = finding.Severity,
        Message = finding.Place.Path.Length > 0 || finding.Place.Part == PolicyPart.Policy ? $"{finding.Found} {finding.Why}" : $"{finding.Place}: {finding.Found} {finding.Why}",
        Fix = finding.Fix,
        Path = finding.Place.Path,
    };

    public static void Warn(ILogger log, string policy, IEnumerable<PolicyDiagnostic> diagnostics)
    {
        foreach (var warning in diagnostics.Where(one => one.Severity == DiagnosticSeverity.Warning))
        {
            Logs.PolicyFinding(log, policy, warning.ToString());
        }
    }
}
