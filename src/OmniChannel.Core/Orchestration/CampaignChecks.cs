namespace OmniChannel;

/// <summary>Whether a campaign can be sent as it is: at start, and when it is saved.</summary>
internal static class CampaignChecks
{
    /// <summary>What its content is found to be.</summary>
    public static IReadOnlyList<CampaignFinding> Findings(Campaign campaign, Instance instance)
    {
        var facts = KnownFacts.In(instance);
        return [.. Of(campaign), .. campaign.Digest is { } digest ? Of(campaign with { Variants = digest.Variants, Digest = null }) : []];

        IReadOnlyList<CampaignFinding> Of(Campaign one) => CampaignCheck.Check(one, instance.Voice, instance.Channels.Find, instance.Engines, facts);
    }

    /// <summary>Every problem that keeps it from being sent, as a sentence that names the fix.</summary>
    public static IEnumerable<string> Problems(Campaign campaign, Instance instance, IEnumerable<CampaignFinding> findings)
    {
        if (campaign.Id == default)
        {
            yield return "A campaign has no identifier; set Id.";
        }

        if (campaign.Digest is { } digest && WhyNot(digest, campaign) is { } why)
        {
            yield return $"Campaign '{campaign.Id}', digest: {why}";
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

    private static string? WhyNot(Digest digest, Campaign campaign) =>
        digest.Window is not null == digest.At is { Count: > 0 } ? "set either Window or At, not both."
        : digest.Window is { } window && (window <= TimeSpan.Zero || window > TimeSpan.FromDays(30)) ? $"the window is {window}; it is more than zero and at most 30 days."
        : digest.Max is < 2 or > 200 ? $"Max is {digest.Max}; it is 2 to 200."
        : campaign.Variants.Select(variant => variant.Channel).Except(digest.Variants.Select(variant => variant.Channel)).ToList() is { Count: > 0 } lacking ? $"it has no variant for {string.Join(", ", lacking)}; every channel of the campaign needs one."
        : null;

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
