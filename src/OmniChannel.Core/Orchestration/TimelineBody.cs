namespace OmniChannel;

/// <summary>What an entry of the timeline holds; each type of entry uses the members it needs. Version 1.</summary>
internal sealed record TimelineBody
{
    public DeliveryId? Delivery { get; init; }

    public CampaignId? Campaign { get; init; }

    public Channel? Channel { get; init; }

    public string? Account { get; init; }

    /// <summary>When it is planned, or tried again.</summary>
    public DateTimeOffset? Planned { get; init; }

    /// <summary>Which attempt, counted from 1.</summary>
    public int? Attempt { get; init; }

    /// <summary>When that attempt began.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>The channel on which it goes on.</summary>
    public Channel? StepTo { get; init; }

    public string? ProviderMessageId { get; init; }

    /// <summary>What is promised for doubt; null in entries that do not say.</summary>
    public SendGuarantee? Guarantee { get; init; }

    public Reason? Reason { get; init; }

    public DecisionRecord? Decision { get; init; }

    public Touchpoint? Touchpoint { get; init; }

    public Receipt? Receipt { get; init; }

    public ConsentRecord? Consent { get; init; }

    public ConversationEntry? Conversation { get; init; }

    public IdentityDecision? Identity { get; init; }

    public FunnelId? Funnel { get; init; }

    public StageMove? Stage { get; init; }

    public SegmentId? Segment { get; init; }
}
