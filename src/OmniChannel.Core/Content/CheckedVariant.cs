namespace OmniChannel;

/// <summary>The second state of a text that no person wrote: no error was found in it. Still nothing sends it: somebody has to approve it. Only a check makes one.</summary>
public sealed class CheckedVariant
{
    private readonly DraftedVariant draft;

    internal CheckedVariant(DraftedVariant draft, IReadOnlyList<CampaignFinding> warnings) => (this.draft, Warnings) = (draft, warnings);

    /// <summary>The draft.</summary>
    public Variant Variant => draft.Variant;

    /// <summary>What whoever approves it should know.</summary>
    public IReadOnlyList<CampaignFinding> Warnings { get; }

    /// <summary>Takes it for good. The approval holds for exactly these texts: whoever changes one afterwards has it checked and approved anew.</summary>
    /// <param name="by">Who approves it.</param>
    /// <param name="at">When.</param>
    public ApprovedVariant Approve(string by, DateTimeOffset at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return new ApprovedVariant(Variant with { Approval = new VariantApproval { By = by, At = at, Content = VariantFingerprint.Of(Variant) } });
    }
}
