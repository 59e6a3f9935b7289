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

    public static void Warn(ILogger log, PolicySource source, IEnumerable<PolicyDiagnostic> diagnostics)
    {
        foreach (var warning in diagnostics.Where(one => one.Severity == DiagnosticSeverity.Warning))
        {
            Logs.PolicyFinding(log, source.Current.Name, warning.ToString(source.File));
        }
    }
}
