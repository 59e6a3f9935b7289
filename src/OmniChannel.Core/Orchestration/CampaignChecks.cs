namespace OmniChannel;

/// <summary>Whether a campaign can be sent as it is: at start, and when it is saved.</summary>
internal static class CampaignChecks
{
    /// <summary>Every problem, as a sentence that names the fix.</summary>
    public static IEnumerable<string> Problems(Campaign campaign, Instance instance)
    {
        if (campaign.Id == default)
        {
            yield return "A campaign has no identifier; set Id.";
        }

        if (campaign.Variants.Count == 0)
        {
            yield return $"Campaign '{campaign.Id}' has no variant; add one for each channel it may speak on.";
        }

        foreach (var twice in campaign.Variants.GroupBy(variant => variant.Channel).Where(same => same.Skip(1).Any()))
        {
            yield return $"Campaign '{campaign.Id}' has {twice.Count()} variants for {twice.Key}; keep one.";
        }

        foreach (var problem in campaign.Variants.SelectMany(variant => Problems(campaign, variant, instance)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Problems(Campaign campaign, Variant variant, Instance instance)
    {
        var name = $"Campaign '{campaign.Id}', variant {variant.Channel}";
        if (instance.Channels.Find(variant.Channel) is not { } definition)
        {
            yield return $"{name}: the channel is not defined; add a ChannelDefinition for it, or correct its name.";
            yield break;
        }

        if (!instance.Accounts.Channels.Contains(variant.Channel))
        {
            yield return $"{name}: no adapter is registered for the channel; register one, or remove the variant.";
        }
        else if (variant.Account is { } account && instance.Accounts.Find(variant.Channel, account) is null)
        {
            yield return $"{name}: the channel has no account '{account}'; register it, or name another.";
        }

        foreach (var problem in ContentRenderer.Compile(variant).Paths.Select(MessageValues.WhyNever).OfType<string>())
        {
            yield return $"{name}: {problem.TrimEnd('.')}.";
        }

        foreach (var finding in VariantCheck.Check(variant, definition.Capabilities))
        {
            yield return $"{name}: {finding.ToString().TrimEnd('.')}.";
        }
    }
}
