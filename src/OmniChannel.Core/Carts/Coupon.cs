namespace OmniChannel;

/// <summary>What a code takes off a cart, within these bounds. Declared by <c>Coupons.DeclareAsync</c>; a cart holds only its code.</summary>
/// <remarks>Exactly one of <see cref="Percent"/> and <see cref="Amount"/> is set. What only the host can judge (a first order, say) it prices itself, by <c>Carts.RepriceAsync</c>.</remarks>
public sealed record Coupon
{
    /// <summary>What is entered, compared by ordinal; at most 64 characters, no control characters, no white space at its ends.</summary>
    public required string Code { get; init; }

    /// <summary>How much of the price it takes off, 1 to 100 percent, rounded half up to the currency's smallest unit; null where it takes off an amount.</summary>
    public int? Percent { get; init; }

    /// <summary>How much it takes off, once a cart and never more than there is to pay; null where it takes off a share.</summary>
    public Money? Amount { get; init; }

    /// <summary>What the cart has to cost, before any discount; null for anything.</summary>
    public Money? MinimumTotal { get; init; }

    /// <summary>The variants that it is for, at most 500; null for every line.</summary>
    public IReadOnlyList<string>? Variants { get; init; }

    /// <summary>Whether it can be used beside other codes that can too.</summary>
    /// <value>False: where it comes first it is the only one.</value>
    public bool Combines { get; init; }

    /// <summary>From when; null for at once.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when; null for ever.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many orders it is good for; null for any number.</summary>
    public int? MaxRedemptions { get; init; }

    /// <summary>How many orders of one customer it is good for, all customers counted in who are known to be the same person; null for any number.</summary>
    public int? MaxPerCustomer { get; init; }

    /// <summary>Why it cannot be redeemed now, whatever the cart; null when it can.</summary>
    internal CouponRefusal? WhyNot(long redeemed, long bySame, DateTimeOffset now) =>
        now < From ? CouponRefusal.NotYet
        : now >= Until ? CouponRefusal.Over
        : redeemed >= MaxRedemptions ? CouponRefusal.Exhausted
        : bySame >= MaxPerCustomer ? CouponRefusal.ExhaustedForCustomer
        : null;
}
