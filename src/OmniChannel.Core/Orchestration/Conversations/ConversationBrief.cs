namespace OmniChannel;

/// <summary>What the next responder sees, so that nobody asks again what the customer has said already.</summary>
public sealed record ConversationBrief
{
    /// <summary>The conversation: the note, what waits for an answer, until when.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>The customer's profile, of the whole person where several customers are linked; null when none was saved.</summary>
    public CustomerProfile? Customer { get; init; }

    /// <summary>The customer's cart as it stands, with its version and what contradicts in it; null when there is none.</summary>
    public CartView? Cart { get; init; }

    /// <summary>What happened last between the person and the brand, the newest last; at most 20 entries.</summary>
    public IReadOnlyList<TimelineEntry> Last { get; init; } = [];

    /// <summary>What the customer was told lately: the offers of campaigns that still run, in the words in which they went out, the newest first; at most ten.</summary>
    public IReadOnlyList<OfferMade> Offers { get; init; } = [];
}

/// <summary>An offer that was made to a customer and still holds, in the words in which it went out.</summary>
public sealed record OfferMade
{
    /// <summary>The campaign.</summary>
    public required CampaignId Campaign { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Over which channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>When it went out or will, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the offer ends, in UTC; null for never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The words; null while they are not rendered yet, and after they were purged.</summary>
    public string? Words { get; init; }
}
