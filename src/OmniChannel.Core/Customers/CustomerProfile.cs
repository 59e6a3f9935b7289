namespace OmniChannel;

/// <summary>What the host knows of a customer. Saving a profile replaces the earlier one, except for <see cref="Consents"/>, which add up: a late save never brings back what was revoked.</summary>
public sealed record CustomerProfile
{
    /// <summary>Who.</summary>
    public required CustomerId Id { get; init; }

    /// <summary>The name, as <c>{{customer.name}}</c> shows it.</summary>
    public string? Name { get; init; }

    /// <summary>The IANA time zone, such as "Europe/Berlin"; null for unknown, then the zones of <see cref="Country"/> are all respected.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The ISO 3166-1 alpha-2 country, such as "DE"; null for unknown.</summary>
    public string? Country { get; init; }

    /// <summary>The language as a BCP 47 tag, such as "de-DE"; null for unknown.</summary>
    public string? Language { get; init; }

    /// <summary>The age in years; null for unknown.</summary>
    public int? Age { get; init; }

    /// <summary>Where the customer can be reached. Of several on one channel the first that can be used is; of devices (push) each one that can be used.</summary>
    public IReadOnlyList<ContactPoint> ContactPoints { get; init; } = [];

    /// <summary>What the customer allowed and forbade.</summary>
    public IReadOnlyList<ConsentRecord> Consents { get; init; } = [];

    /// <summary>What the customer says of channels.</summary>
    public IReadOnlyDictionary<Channel, Liking> Channels { get; init; } = new Dictionary<Channel, Liking>();

    /// <summary>What the customer says of topics. A disliked topic is not sent, whatever the channel, unless transactional.</summary>
    public IReadOnlyDictionary<Topic, Liking> Topics { get; init; } = new Dictionary<Topic, Liking>();

    /// <summary>The persona, where the host decides it; null to match by the personas' own conditions.</summary>
    public PersonaId? Persona { get; init; }

    /// <summary>The funnel stage, where the host decides it; null to let touchpoints move it.</summary>
    public FunnelStage? Stage { get; init; }

    /// <summary>Whether the customer counts as new; null for unknown, then a purchase decides.</summary>
    public bool? IsNew { get; init; }

    /// <summary>What the customer spent so far; null for unknown.</summary>
    public Money? Spent { get; init; }

    /// <summary>The channel over which the customer usually buys; null for unknown.</summary>
    public Channel? PurchaseChannel { get; init; }

    /// <summary>The channel over which the customer came first; null for unknown.</summary>
    public Channel? AcquiredBy { get; init; }

    /// <summary>What the host says of the customer by its own facts, those of <c>Facts.Custom</c>, for the conditions of policies and personas.</summary>
    public FactSet? Attributes { get; init; }
}
