using System.Data.Common;

namespace OmniChannel;

/// <summary>Who gives a command about people, and why: kept in the timelines of everybody whom it concerns.</summary>
public sealed record IdentityCommand
{
    /// <summary>Who: an agent's name, the part of the host. Not empty, at most 200 characters.</summary>
    public required string By { get; init; }

    /// <summary>Why, in words. Not empty, at most 200 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>What becomes of the cart of who is linked, where both have one.</summary>
    /// <value><see cref="CartMergePolicy.Higher"/>.</value>
    public CartMergePolicy CartPolicy { get; init; } = CartMergePolicy.Higher;

    /// <summary>The host's own open transaction; null for one of our own.</summary>
    public DbTransaction? Transaction { get; init; }
}
