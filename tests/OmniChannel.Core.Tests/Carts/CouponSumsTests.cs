namespace OmniChannel.Tests.Carts;

/// <summary>What codes take off: one after the other, never more than there is, and each that cannot be used says why.</summary>
public sealed class CouponSumsTests
{
    private static readonly DateTimeOffset Noon = Logged.Noon;
    private static readonly Coupon Tenth = new() { Code = "TENTH", Percent = 10, Combines = true };
    private static readonly Coupon Five = new() { Code = "FIVE", Amount = Money.Of(5, "EUR"), Combines = true };

    /// <summary>Three mugs at 12.50 and a lamp at 30: 67.50 EUR.</summary>
    public static TheoryData<string, Coupon, CouponRefusal?, long> OfOne => new()
    {
        { "a tenth", Tenth, null, 675 },
        { "an amount", Five, null, 500 },
        { "more than there is", Five with { Amount = Money.Of(100, "EUR") }, null, 6_750 },
        { "all of it", Tenth with { Percent = 100 }, null, 6_750 },
        { "half up", Tenth with { Percent = 33 }, null, 2_228 },
        { "mugs only", Tenth with { Variants = ["mug"] }, null, 375 },
        { "an amount off mugs only", Five with { Amount = Money.Of(99, "EUR"), Variants = ["mug"] }, null, 3_750 },
        { "what is not there", Tenth with { Variants = ["book"] }, CouponRefusal.NothingToReduce, 0 },
        { "from the minimum on", Tenth with { MinimumTotal = Money.Of(67.50m, "EUR") }, null, 675 },
        { "below the minimum", Tenth with { MinimumTotal = Money.Of(67.51m, "EUR") }, CouponRefusal.BelowMinimum, 0 },
        { "another currency", Five with { Amount = Money.Of(5, "SEK") }, CouponRefusal.OtherCurrency, 0 },
        { "a minimum in another", Tenth with { MinimumTotal = Money.Of(5, "SEK") }, CouponRefusal.OtherCurrency, 0 },
        { "its first instant", Tenth with { From = Noon }, null, 675 },
        { "before it", Tenth with { From = Noon.AddTicks(1) }, CouponRefusal.NotYet, 0 },
        { "its last instant", Tenth with { Until = Noon.AddTicks(1) }, null, 675 },
        { "after it", Tenth with { Until = Noon }, CouponRefusal.Over, 0 },
        { "never", Tenth with { MaxRedemptions = 0 }, CouponRefusal.Exhausted, 0 },
    };

    [Theory]
    [MemberData(nameof(OfOne))]
    public void Of_OneCode_TakesOffOrSaysWhyNot(string what, Coupon coupon, CouponRefusal? reason, long off)
    {
        var one = Assert.Single(CouponSums.Of(Cart(), [new(coupon.Code, coupon, 0, 0)], Noon));

        Assert.Equal((what, coupon.Code, reason, new Money(off, new Currency("EUR"))), (what, one.Code, one.Reason, one.Applied!.Value));
    }

    [Fact]
    public void Of_SeveralCodes_WorkOnWhatTheOthersLeft()
    {
        var coupons = CouponSums.Of(Cart(), [new("FIVE", Five, 0, 0), new("what", null, 0, 0), new("TENTH", Tenth, 0, 0), new("ALONE", Tenth with { Code = "ALONE", Combines = false }, 0, 0)], Noon);

        Assert.Equal([(500L, null), (0L, CouponRefusal.Unknown), (625L, null), (0L, (CouponRefusal?)CouponRefusal.NotCombinable)], coupons.Select(one => (one.Applied!.Value.Minor, one.Reason)));
        Assert.Equal([null, (CouponRefusal?)CouponRefusal.NotCombinable], CouponSums.Of(Cart(), [new("ALONE", Tenth with { Combines = false }, 0, 0), new("FIVE", Five, 0, 0)], Noon).Select(one => one.Reason));
    }

    [Fact]
    public void Of_MoreThanFive_UsesFive_AndNothingIsLeftForWhoComesAfterAll()
    {
        var many = CouponSums.Of(Cart(), [.. Enumerable.Range(0, 7).Select(i => new CouponStanding($"C{i}", Five with { Code = $"C{i}" }, 0, 0))], Noon);
        var all = CouponSums.Of(Cart(), [new("ALL", Tenth with { Percent = 100 }, 0, 0), new("FIVE", Five, 0, 0)], Noon);

        Assert.Equal([null, null, null, null, null, (CouponRefusal?)CouponRefusal.NotCombinable, CouponRefusal.NotCombinable], many.Select(one => one.Reason));
        Assert.Equal([null, (CouponRefusal?)CouponRefusal.NothingToReduce], all.Select(one => one.Reason));
    }

    [Fact]
    public void Of_Redeemed_StopsAtEitherBound()
    {
        var bounded = Tenth with { MaxRedemptions = 3, MaxPerCustomer = 2 };

        Assert.Equal(
            [null, CouponRefusal.Exhausted, (CouponRefusal?)CouponRefusal.ExhaustedForCustomer],
            ((long, long)[])[(2, 1), (3, 1), (2, 2)] is var counts ? counts.Select(count => CouponSums.Of(Cart(), [new("TENTH", bounded, count.Item1, count.Item2)], Noon)[0].Reason) : []);
    }

    [Fact]
    public void Of_ACartWithoutPrices_SaysSo()
    {
        var unpriced = new Logged("anna");
        unpriced.Add("mug", 1);

        var one = Assert.Single(CouponSums.Of(CartViews.Of(unpriced.Head, CartQuotes.None, ConcurrentSets.Larger), [new("TENTH", Tenth, 0, 0)], Noon));
        Assert.Equal((CouponRefusal.NoPrice, null), (one.Reason, one.Applied));
    }

    private static CartView Cart()
    {
        var cart = new Logged("anna");
        cart.Do(CartCommand.Add(Replica.Item("mug"), 3) with { Price = Money.Of(12.50m, "EUR") });
        cart.Do(CartCommand.Add(Replica.Item("lamp")));
        var quotes = CartQuotes.None.With(Replica.Key("mug"), new CartQuote { Unit = Money.Of(12.50m, "EUR"), At = Noon }).With(Replica.Key("lamp"), new CartQuote { Unit = Money.Of(30, "EUR"), At = Noon });
        return CartViews.Of(cart.Head, quotes, ConcurrentSets.Larger);
    }
}
