namespace OmniChannel;

/// <summary>One entry of the log by which people are known: what was decided, of whom, by what, and why. Who is one person with whom is a function of these entries in their order, and of nothing else.</summary>
public sealed record IdentityDecision
{
    /// <summary>What was decided.</summary>
    public required IdentityDecisionKind Kind { get; init; }

    /// <summary>Of which customer.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>The other customer it concerns; null for none.</summary>
    public CustomerId? Other { get; init; }

    /// <summary>The type of the identifier that it rests on; null for none.</summary>
    public IdentifierType? Type { get; init; }

    /// <summary>The hash under which that identifier is kept; null for none, and for values that are not kept.</summary>
    public string? Hash { get; init; }

    /// <summary>Who gave the command; null for what the rules decided.</summary>
    public string? By { get; init; }

    /// <summary>Why, in the words of whoever gave the command, or as a code of the rules: "same-identifier", "signed-in", "limit-of-type", "apart".</summary>
    public required string Reason { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    internal KnownIdentifier? Identifier => Type is { } type && Hash is { } hash ? new KnownIdentifier { Type = type, Hash = hash } : null;
}
