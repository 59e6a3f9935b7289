namespace OmniChannel;

/// <summary>One message and goal, told on several channels: a variant for each.</summary>
public sealed record Campaign
{
    /// <summary>Its name for code.</summary>
    public required CampaignId Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The form its message takes on each channel; one per channel.</summary>
    public required IReadOnlyList<Variant> Variants { get; init; }

    /// <summary>What is promised when it cannot be known whether a provider took a message of it over; null for the default of the purpose: at least once for transactional and service messages, at most once for all others.</summary>
    public SendGuarantee? Guarantee { get; init; }

    /// <summary>What may be spent on sending it; null for no limit.</summary>
    public Money? Budget { get; init; }

    /// <summary>When its offer ends: from this instant on nothing of it is sent, what was queued before too; the reason is "relevance.offer-ended". Null for never.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
