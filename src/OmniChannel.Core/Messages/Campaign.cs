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

    /// <summary>How several messages of it to one person become one; null: each is sent by itself.</summary>
    public Digest? Digest { get; init; }

    /// <summary>When its offer ends: from this instant on nothing of it is sent, what was queued before too; the reason is "relevance.offer-ended". Null for never.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>What it says, in one sentence for those who write it; null for unsaid.</summary>
    public string? Message { get; init; }

    /// <summary>What it is to achieve; null for unsaid.</summary>
    public string? Goal { get; init; }

    /// <summary>Why to buy here and nowhere else; null for unsaid.</summary>
    public string? Usp { get; init; }

    /// <summary>What it is for, where that is known: then its lines and limits are checked before the first message. Null for what each message says.</summary>
    public Purpose? Purpose { get; init; }

    /// <summary>Words it wants and forbids beside those of the brand's voice; null for none.</summary>
    public IReadOnlyList<ToneWords>? Tone { get; init; }

    /// <summary>What must be the same on every channel and in every language; templates find it as <c>{{campaign.…}}</c>. Null for nothing.</summary>
    public IReadOnlyList<CampaignFact>? Facts { get; init; }

    /// <summary>The culture of the variants' own texts, which is also what all others fall back to; null for unsaid, then facts are written as ISO has it.</summary>
    public Culture? Culture { get; init; }

    /// <summary>The cultures it has to speak on every channel; null for those in which any of its variants does.</summary>
    public IReadOnlyList<Culture>? Cultures { get; init; }

    /// <summary>The channels it is planned for: each needs a variant. Null for those that have one.</summary>
    public IReadOnlyList<Channel>? Channels { get; init; }

    /// <summary>The paths that the data of every message have, as <see cref="MessageData.Paths"/> gives them: then any other <c>{{message.…}}</c> is found when the campaign is checked. Null for unknown.</summary>
    public IReadOnlyList<string>? DataPaths { get; init; }
}
