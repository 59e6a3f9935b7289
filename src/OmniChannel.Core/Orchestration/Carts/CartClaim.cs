namespace OmniChannel;

/// <summary>Asks for a cart to be kept as it is while the buyer pays.</summary>
public sealed record CartClaim
{
    /// <summary>The <see cref="CartView.TotalHash"/> that the buyer saw.</summary>
    public required string TotalHash { get; init; }

    /// <summary>How long, from one second to one day; then the cart is released by itself.</summary>
    /// <value>15 minutes.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Names the claim, unique within the customer: asked for again, it answers the same claim. At most 64 characters.</summary>
    /// <value>Null: a new name, so that the claim is known by its answer only.</value>
    public string? OpId { get; init; }
}
