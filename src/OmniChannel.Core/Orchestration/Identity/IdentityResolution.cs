namespace OmniChannel;

/// <summary>Whom identifiers found.</summary>
public sealed record IdentityResolution
{
    /// <summary>To whom the event belongs: the customer whom the strongest of the identifiers finds. Linked customers keep their own, so that they can be taken apart; <see cref="Identities.ReadAsync"/> says who is one person.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>Whether the customer was made just now: nobody was known by any of them.</summary>
    public required bool IsNew { get; init; }

    /// <summary>What was decided because they were seen together; empty when nothing had to be.</summary>
    public required IReadOnlyList<IdentityDecision> Decisions { get; init; }
}
