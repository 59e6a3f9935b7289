namespace OmniChannel;

/// <summary>What is to be said to one customer, before it is known on which channel.</summary>
public sealed record Message
{
    /// <summary>The campaign whose variants it speaks in.</summary>
    public required CampaignId Campaign { get; init; }

    /// <summary>What it is for: consent is judged by this.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>How urgent it is. Default: <see cref="Urgency.Normal"/>.</summary>
    public Urgency Urgency { get; init; } = Urgency.Normal;

    /// <summary>What it is about; null for nothing in particular.</summary>
    public Topic? Topic { get; init; }

    /// <summary>The product, cart or offer that it speaks of: once that is sold out, bought or over, the message is skipped. Null for nothing that could lose its sense.</summary>
    public MessageAbout? About { get; init; }

    /// <summary>What it is collected with, where its campaign has a <see cref="Digest"/>: messages of one key become one, such as those of one thread. At most 200 characters; null for all of the campaign.</summary>
    public string? DigestKey { get; init; }

    /// <summary>When it loses its sense; null for seven days after it is sent. What lies further ahead than 366 days counts as that.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What its success is worth: the cart's total, say; null for unknown.</summary>
    public Money? Value { get; init; }

    /// <summary>What templates find under <c>{{message.…}}</c>, by dotted path, formatted for the reader: <c>["cart.total"] = "59,00 €"</c>. At most 200 entries of 4,000 characters.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    /// <summary>What is promised when it cannot be known whether a provider took it over; null for what its campaign says.</summary>
    public SendGuarantee? Guarantee { get; init; }

    /// <summary>What the host says by its own facts, those of <c>Facts.Custom</c>, for this message only; it outranks what it says of the customer.</summary>
    public FactSet? Attributes { get; init; }
}
