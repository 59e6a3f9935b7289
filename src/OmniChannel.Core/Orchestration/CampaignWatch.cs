using Microsoft.Extensions.Logging;

namespace OmniChannel;

/// <summary>Verifies the campaigns that were saved at run time against each policy that has come into force since, and says in the log what is wrong. They keep no policy from coming into force: many a saved campaign is long over.</summary>
internal sealed class CampaignWatch(Instance instance, CampaignCatalog campaigns, IReadOnlyList<Campaign> registered)
{
    private string? _verified;

    /// <summary>Looks at all of them, if the policy is another than the last time.</summary>
    public async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        var policy = instance.Policies.Current;
        if (policy.Hash == _verified)
        {
            return;
        }

        await foreach (var campaign in campaigns.ReadSavedAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var finding in PolicyChecks.Added(campaign, policy, instance, registered).Where(finding => finding.Severity != DiagnosticSeverity.Info))
            {
                var (level, found) = (finding.Severity == DiagnosticSeverity.Error ? LogLevel.Error : LogLevel.Warning, finding.ToString());
                Logs.SavedCampaign(instance.Log, level, campaign.Id, policy.Name, found);
            }
        }

        _verified = policy.Hash;
    }
}
