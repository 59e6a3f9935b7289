namespace OmniChannel;

/// <summary>What the check of a draft found.</summary>
public sealed record DraftReview
{
    /// <summary>Everything that was found, errors and warnings.</summary>
    public required IReadOnlyList<CampaignFinding> Findings { get; init; }

    /// <summary>The draft in its second state; null while there is an error.</summary>
    public CheckedVariant? Checked { get; init; }
}
