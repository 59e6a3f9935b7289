using System.Data.Common;

namespace OmniChannel;

/// <summary>What is to be decided, and of whom.</summary>
internal sealed record IdentityQuestion
{
    /// <summary>The identifiers whose owners matter.</summary>
    public IReadOnlyList<KnownIdentifier> Identifiers { get; init; } = [];

    /// <summary>The customers who matter whatever they are known by.</summary>
    public IReadOnlyList<CustomerId> Customers { get; init; } = [];

    /// <summary>The name for somebody who has not been seen before, where one may be needed.</summary>
    public CustomerId? Fresh { get; init; }

    /// <summary>Who gives the command; null for the rules.</summary>
    public string? By { get; init; }

    public CartMergePolicy CartPolicy { get; init; } = CartMergePolicy.Higher;

    public DbTransaction? Transaction { get; init; }
}
