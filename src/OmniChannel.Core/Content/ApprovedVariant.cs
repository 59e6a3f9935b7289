namespace OmniChannel;

/// <summary>The third state of a text that no person wrote: somebody approved it, and a campaign may send it. Only an approval makes one.</summary>
public sealed class ApprovedVariant
{
    internal ApprovedVariant(Variant variant) => Variant = variant;

    /// <summary>The variant, with its approval: put it among the campaign's variants.</summary>
    public Variant Variant { get; }

    /// <summary>Who approved it, and when.</summary>
    public VariantApproval Approval => Variant.Approval!;
}
