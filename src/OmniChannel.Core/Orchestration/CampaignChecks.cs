namespace OmniChannel;

/// <summary>Whether a campaign can be sent as it is: at start, and when it is saved.</summary>
internal static class CampaignChecks
{
    /// <summary>What its content is found to be.</summary>
    public static IReadOnlyList<CampaignFinding> Findings(Campaign campaign, Instance instance) => CampaignCheck.Check(campaign, instance.Voice, instance.Channels.Find, instance.Engines);

    /// <summary>Every problem that keeps it from being sent, as a sentence that names the fix.</summary>
    public static IEnumerable<string> Problems(Campaign campaign, Instance instance, IEnumerable<CampaignFinding> findings)
    {
        if (campaign.Id == default)
        {
            yield return "A campaign has no identifier; set Id.";
        }

        foreach (var finding in findings.Where(finding => finding.Severity == DiagnosticSeverity.Error))
        {
            yield return finding.ToString();
        }

        foreach (var problem in campaign.Variants.Where(variant => instance.Channels.Find(variant.Channel) is not null).SelectMany(variant => Accounts(campaign, variant, instance)))
        {
            yield return problem;
        }
    }

    /// <summary>Says in the log what is not worth refusing the campaign.</summary>
    public static void Warn(Instance instance, IEnumerable<CampaignFinding> findings)
    {
        foreach (var finding in findings.Where(finding => finding.Severity == DiagnosticSeverity.Warning))
        {
            Logs.CampaignFinding(instance.Log, finding);
        }
    }

    private static IEnumerable<string> Accounts(Campaign campaign, Variant variant, Instance instance)
    {
        var name = $"Campaign '{campaign.Id}', variant {variant.Channel}";
        if (!instance.Accounts.Channels.Contains(variant.Channel))
        {
            yield return $"{name}: no adapter is registered for the channel; register one, or remove the variant.";
        }
        else if (variant.Account is { } account && instance.Accounts.Find(variant.Channel, account) is null)
        {
            yield return $"{name}: the channel has no account '{account}'; register it, or name another.";
        }
    }
}
