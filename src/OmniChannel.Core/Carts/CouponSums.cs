namespace OmniChannel;

/// <summary>What the codes of a cart take off, one after the other in the order in which they were entered. Pure.</summary>
internal static class CouponSums
{
    /// <summary>So many are used at once: each is a partition of the completing transaction.</summary>
    public const int MaxUsed = 5;

    /// <param name="view">The cart.</param>
    /// <param name="standings">One for each of its codes, in their order.</param>
    /// <param name="now">When.</param>
    public static IReadOnlyList<CartCoupon> Of(CartView view, IReadOnlyList<CouponStanding> standings, DateTimeOffset now)
    {
        var used = new List<Coupon>();
        var coupons = new List<CartCoupon>(standings.Count);
        var left = view.Total?.Minor ?? 0;
        foreach (var standing in standings)
        {
            var off = 0L;
            var reason = WhyNot(view, standing, used, now);
            if (reason is null && (off = Off(view, standing.Coupon!, left)) == 0)
            {
                reason = CouponRefusal.NothingToReduce;
            }

            if (reason is null)
            {
                used.Add(standing.Coupon!);
                left -= off;
            }

            coupons.Add(new CartCoupon { Code = standing.Code, Applied = view.Currency is { } currency ? new Money(off, currency) : null, Reason = reason });
        }

        return coupons;
    }

    private static CouponRefusal? WhyNot(CartView view, CouponStanding standing, List<Coupon> used, DateTimeOffset now) =>
        standing.Coupon is not { } coupon ? CouponRefusal.Unknown
        : coupon.WhyNot(standing.Redeemed, standing.BySame, now) is { } reason ? reason
        : view.Total is not { } total ? CouponRefusal.NoPrice
        : (coupon.Amount ?? total).Currency != total.Currency || (coupon.MinimumTotal ?? total).Currency != total.Currency ? CouponRefusal.OtherCurrency
        : total < (coupon.MinimumTotal ?? total) ? CouponRefusal.BelowMinimum
        : used.Count > 0 && (used.Count == MaxUsed || !coupon.Combines || !used.TrueForAll(one => one.Combines)) ? CouponRefusal.NotCombinable
        : null;

    private static long Off(CartView view, Coupon coupon, long left)
    {
        var price = coupon.Variants is { } variants
            ? view.Lines.Where(line => variants.Contains(line.Item.Variant)).Sum(line => line.Quantity * (line.Item.PriceOverride ?? line.Quote?.Unit)!.Value.Minor)
            : left;
        var share = long.Min(price, left);
        return coupon.Percent is { } percent ? (long)(((Int128)share * percent + 50) / 100) : long.Min(coupon.Amount!.Value.Minor, share);
    }
}

/// <summary>A code, what was declared for it, and how often it was redeemed: by anybody, and by the cart's own customer.</summary>
internal readonly record struct CouponStanding(string Code, Coupon? Coupon, long Redeemed, long BySame);
