using System.Data.Common;

namespace OmniChannel;

/// <summary>How to send.</summary>
public sealed record SendOptions
{
    /// <summary>The caller's key, unique per tenant, at most 255 characters, kept seven days: the same key with the same message and customer gets the same answer, with another is refused.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Not before this instant; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The host's own open transaction: if the host rolls back, nothing was sent. Null for one of our own.</summary>
    public DbTransaction? Transaction { get; init; }
}
