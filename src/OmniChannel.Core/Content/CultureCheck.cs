namespace OmniChannel;

/// <summary>Whether every channel speaks every language of the campaign, itself or by what that falls back to.</summary>
internal static class CultureCheck
{
    public static IEnumerable<CampaignFinding> Check(Campaign campaign)
    {
        var wanted = campaign.Cultures ?? [.. campaign.Variants.SelectMany(variant => variant.In?.Keys ?? []).Distinct().OrderBy(culture => culture.Name, StringComparer.Ordinal)];
        foreach (var variant in campaign.Variants)
        {
            foreach (var culture in wanted.Where(culture => culture != default && !Speaks(campaign, variant, culture)))
            {
                yield return new CampaignFinding
                {
                    Code = CampaignFindingCode.CultureMissing,
                    Severity = DiagnosticSeverity.Warning,
                    Campaign = campaign.Id,
                    Channel = variant.Channel,
                    Culture = culture,
                    Found = campaign.Culture is { } own ? $"no text in {culture}; its readers get {own}" : $"no text in {culture}",
                    Expected = $"one in {culture}, or in what it falls back to",
                    Fix = $"add the text to the variant's In[{culture}]",
                };
            }
        }
    }

    private static bool Speaks(Campaign campaign, Variant variant, Culture culture) =>
        culture.WithParents().Any(at => at == campaign.Culture || variant.In?.ContainsKey(at) == true)
        || campaign.Culture?.Language == culture.Language;
}
