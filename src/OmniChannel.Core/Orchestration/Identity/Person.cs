namespace OmniChannel;

/// <summary>A person as the brand knows it: one customer, or several that are linked.</summary>
public sealed record Person
{
    /// <summary>The customer who survives: whose name the person has.</summary>
    public required CustomerId Survivor { get; init; }

    /// <summary>Everybody who is this person, the survivor first. Each keeps what is its own: a conversation is answered at its own address, under its own customer.</summary>
    public required IReadOnlyList<CustomerId> Customers { get; init; }

    /// <summary>The links that make them one, each with its reason and who gave the command.</summary>
    public required IReadOnlyList<PersonLink> Links { get; init; }

    /// <summary>The profile of the person: the values saved last, the strictest of the consents. It is made on reading; saving it as one customer's would make that customer's what is another's.</summary>
    public required CustomerProfile Profile { get; init; }

    /// <summary>How many identifiers of each type find this person.</summary>
    public required IReadOnlyDictionary<IdentifierType, int> Identifiers { get; init; }

    /// <summary>Who may be the same person, for somebody to look at.</summary>
    public required IReadOnlyList<IdentitySuggestion> Suggestions { get; init; }
}

/// <summary>One link of a person.</summary>
public sealed record PersonLink
{
    /// <summary>The customer who was linked; <see cref="Identities.UnlinkAsync"/> takes this name.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>To whom.</summary>
    public required CustomerId Into { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why, in the words of whoever gave the command, or as a code of the rules.</summary>
    public required string Reason { get; init; }

    /// <summary>Who gave the command; null for the rules.</summary>
    public string? By { get; init; }

    /// <summary>The type of the identifier that it rests on; null for none.</summary>
    public IdentifierType? Type { get; init; }
}
