namespace OmniChannel;

/// <summary>A code of a cart, with what it takes off or why it does not.</summary>
public sealed record CartCoupon
{
    /// <summary>What was entered.</summary>
    public required string Code { get; init; }

    /// <summary>What it takes off: zero where it cannot be used; null while the cart has no currency.</summary>
    public Money? Applied { get; init; }

    /// <summary>Why it cannot be used; null when it can. It stays in the cart, and may be good later.</summary>
    public CouponRefusal? Reason { get; init; }
}
