namespace OmniChannel;

/// <summary>What is known of one customer's identity: the fold of the decisions that name the customer. Stored in the customer's partition. Version 1.</summary>
internal sealed record IdentityRecord
{
    public required CustomerId Customer { get; init; }

    /// <summary>When the customer was made from an identifier; null for one that the host named.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The identifiers that find this customer, in the order in which they came.</summary>
    public IReadOnlyList<KnownIdentifier> Identifiers { get; init; } = [];

    /// <summary>The link by which this customer belongs to another's person; null for the one who survives, and for who is alone.</summary>
    public IdentityLink? Link { get; init; }

    /// <summary>The customers whose link leads here.</summary>
    public IReadOnlyList<CustomerId> Joined { get; init; } = [];

    /// <summary>The customers with whom this one was one person and is not any more: only a command brings them together again.</summary>
    public IReadOnlyList<CustomerId> Apart { get; init; } = [];

    /// <summary>Who may be the same person, the newest last; bounded.</summary>
    public IReadOnlyList<IdentitySuggestion> Suggestions { get; init; } = [];

    /// <summary>What was left out and written down once, so that the same event does not fill the log; the newest last, bounded.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    public static IdentityRecord Of(CustomerId customer) => new() { Customer = customer };
}

/// <summary>The link by which a customer belongs to a person. Version 1.</summary>
internal sealed record IdentityLink
{
    public required CustomerId Into { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Reason { get; init; }

    /// <summary>Who gave the command; null for the rules.</summary>
    public string? By { get; init; }

    /// <summary>The type of the identifier that it rests on.</summary>
    public IdentifierType? Type { get; init; }
}
