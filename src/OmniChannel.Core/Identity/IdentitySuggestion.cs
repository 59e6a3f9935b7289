namespace OmniChannel;

/// <summary>Somebody who may be the same person, for an agent or a rule of the host to look at.</summary>
public sealed record IdentitySuggestion
{
    /// <summary>The other customer.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>The type of the identifier that both were seen with.</summary>
    public required IdentifierType Type { get; init; }

    /// <summary>When that was seen last, in UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
