using System.Data.Common;

namespace OmniChannel;

/// <summary>How to send.</summary>
public sealed record SendOptions
{
    /// <summary>The caller's key, unique per tenant, at most 255 characters, kept seven days: the same key with the same message and customer gets the same answer, with another is refused.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What the message is about among those of this customer, at most 150 characters: an earlier one with the same key that still waits is taken back, and this one takes its place under the caps and in the budget. Such a message is sent on its own, never in a digest. Null for none.</summary>
    public string? SupersedeKey { get; init; }

    /// <summary>Not before this instant; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The host's own open transaction: if the host rolls back, nothing was sent. Null for one of our own.</summary>
    public DbTransaction? Transaction { get; init; }
}
