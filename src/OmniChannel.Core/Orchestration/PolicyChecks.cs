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
        Stages = [.. instance.Funnels.Default.Stages.Select(stage => stage.Stage)],
        Campaigns = campaigns,
    });

    /// <summary>What verification finds with a campaign of run time, and not without it.</summary>
    public static IReadOnlyList<PolicyFinding> Added(Campaign campaign, Policy policy, Instance instance, IReadOnlyList<Campaign> registered)
    {
        var known = Verify(policy, instance, registered).Findings.Select(KeyOf).ToHashSet();
        return [.. Verify(policy, instance, [campaign, .. registered]).Findings.Where(finding => !known.Contains(KeyOf(finding)))];

        static (string Code, string Place, string Found) KeyOf(PolicyFinding finding) => (finding.Code, finding.Place.ToString(), finding.Found);
    }

    /// <summary>An error as a problem: why an instance cannot start, or a campaign cannot be saved.</summary>
    public static string Problem(PolicyFinding error, PolicySource source) =>
        error.Place.Line > 0 && source.File is { } file ? error.ToDiagnostic().ToString(file) : $"Policy '{source.Current.Name}': {error}";

    public static void Warn(ILogger log, PolicySource source, IEnumerable<PolicyDiagnostic> diagnostics)
    {
        foreach (var warning in diagnostics.Where(one => one.Severity == DiagnosticSeverity.Warning))
        {
            Logs.PolicyFinding(log, source.Current.Name, warning.ToString(source.File));
        }
    }
}
