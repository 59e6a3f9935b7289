namespace OmniChannel;

/// <summary>That a customer is one person with others. The same in each of them, and written with the links that say so, in one transaction. Version 1.</summary>
internal sealed record PersonMembership
{
    /// <summary>The customer who survives: whose name, arms and own words come first.</summary>
    public required CustomerId Survivor { get; init; }

    /// <summary>All of them, this one included, in ordinal order.</summary>
    public required IReadOnlyList<CustomerId> Members { get; init; }
}
