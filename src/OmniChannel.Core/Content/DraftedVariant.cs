namespace OmniChannel;

/// <summary>The first of three states of a text that no person wrote: a draft. It can be looked at and checked; nothing sends it. <see cref="Check"/> leads on.</summary>
public sealed class DraftedVariant
{
    /// <summary>Takes a text as a draft.</summary>
    /// <param name="variant">What was drafted. What it says of its own approval is not believed.</param>
    /// <param name="by">What drafted it, such as the name of a model.</param>
    public DraftedVariant(Variant variant, string by)
    {
        ArgumentNullException.ThrowIfNull(variant);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        Variant = variant with { DraftedBy = by, Approval = null };
    }

    /// <summary>What was drafted, marked as such: a campaign that has it is refused.</summary>
    public Variant Variant { get; }

    /// <summary>What drafted it.</summary>
    public string By => Variant.DraftedBy!;

    /// <summary>Checks the draft in the place of the campaign's variant for its channel.</summary>
    /// <param name="campaign">The campaign for which it was drafted.</param>
    /// <param name="voice">The brand's voice; null for one that wants nothing.</param>
    /// <param name="channels">Definitions of channels, in place of the ready ones or beside them; null for the ready ones.</param>
    /// <param name="engines">The template engines beside Core's own; null for none.</param>
    public DraftReview Check(Campaign campaign, BrandVoice? voice = null, IEnumerable<ChannelDefinition>? channels = null, IEnumerable<ITemplateEngine>? engines = null)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return Review(campaign, with => CampaignCheck.Check(with, voice, channels, engines));
    }

    internal DraftReview Review(Campaign campaign, Func<Campaign, IReadOnlyList<CampaignFinding>> check)
    {
        // As if a person had written it: that it is a draft is not what is asked.
        var asWritten = Variant with { DraftedBy = null };
        var with = campaign with { Variants = [.. campaign.Variants.Where(variant => variant.Channel != Variant.Channel), asWritten] };
        CampaignFinding[] findings = [.. check(with).Where(finding => finding.Channel == Variant.Channel)];
        return new DraftReview
        {
            Findings = findings,
            Checked = Array.Exists(findings, finding => finding.Severity == DiagnosticSeverity.Error) ? null : new CheckedVariant(this, findings),
        };
    }
}
