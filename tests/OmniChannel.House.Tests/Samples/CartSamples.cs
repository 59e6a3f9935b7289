namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/carts.md shows.</summary>
public sealed class CartSamples
{
    [Fact]
    public async Task Carts_OfThePage_AreLinkedAndOrdered()
    {
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup());
        await runtime.StartAsync(TestContext.Current.CancellationToken);
        var cancellationToken = TestContext.Current.CancellationToken;

        #region Cart
        var carts = runtime.Carts; // in a host: from the container
        CartItem mug = new() { Variant = "mug-blue" }, lamp = new() { Variant = "lamp", PickupStore = "berlin-1" };

        // A visitor shops on the phone, over a post.
        var visitor = await carts.CurrentAsync(new CustomerId("visitor-7f3a"), cancellationToken);
        var post = new ShoppableLink { Id = "reel-7", Channel = Channel.Instagram, Item = mug, Price = Money.Of(12, "EUR") };
        await carts.DoAsync(visitor, post.Follow("click-1"), cancellationToken: cancellationToken);

        // Anna has a cart on her laptop; the device names what it had seen and its operation.
        var anna = await carts.CurrentAsync(new CustomerId("anna"), cancellationToken);
        var added = await carts.DoAsync(anna, CartCommand.Add(lamp) with { Actor = "laptop", OpId = "op-1", Price = Money.Of(30, "EUR") }, cancellationToken: cancellationToken);

        // The visitor signs in as Anna: one record, which can be taken back.
        await carts.LinkAsync(visitor, anna, CartMergePolicy.Higher, cancellationToken: cancellationToken);

        // Checkout: claimed as the buyer saw it, then ordered.
        var seen = (await carts.ReadAsync(anna, cancellationToken))!;
        var order = await carts.ClaimAsync(anna, new CartClaim { TotalHash = seen.TotalHash }, cancellationToken: cancellationToken) switch
        {
            CartResult.Applied claim => await carts.CompleteAsync(anna, claim.Version, "order-1001", cancellationToken: cancellationToken),
            var refused => refused, // PriceChanged, OpenConflicts, CartClaimed, …: show the cart again
        };
        #endregion

        Assert.IsType<CartResult.Applied>(added);
        Assert.Equal(Money.Of(42, "EUR"), Assert.IsType<CartResult.Applied>(order).View.Total);
    }

    [Fact]
    public async Task Coupons_OfThePage_AreRedeemedWithTheOrder()
    {
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup());
        await runtime.StartAsync(TestContext.Current.CancellationToken);
        var cancellationToken = TestContext.Current.CancellationToken;
        var (carts, anna) = (runtime.Carts, new CartId(new CustomerId("anna")));
        await carts.DoAsync(anna, CartCommand.Add(new CartItem { Variant = "lamp" }) with { Price = Money.Of(30, "EUR") }, cancellationToken: cancellationToken);

        #region Coupons
        // Declared once, by the host; declared again, its bounds change and redemptions are counted on.
        await runtime.Coupons.DeclareAsync(new Coupon { Code = "SPRING", Percent = 10, MinimumTotal = Money.Of(20, "EUR"), MaxRedemptions = 500, MaxPerCustomer = 1 }, cancellationToken);

        // Entered like anything else in a cart. Looked at now, and whenever the cart is read.
        await carts.DoAsync(anna, CartCommand.AddCode("SPRING"), cancellationToken: cancellationToken);
        await carts.DoAsync(anna, CartCommand.AddCode("TYPO"), cancellationToken: cancellationToken);
        var cart = (await carts.ReadAsync(anna, cancellationToken))!;
        foreach (var coupon in cart.Coupons)
        {
            Console.WriteLine($"{coupon.Code}: {coupon.Applied}{(coupon.Reason is { } why ? $", {why}" : "")}"); // SPRING: 3.00 EUR; TYPO: 0.00 EUR, Unknown
        }

        // Redeemed with the order, in its transaction; or the order is not made.
        var claim = await carts.ClaimAsync(anna, new CartClaim { TotalHash = cart.TotalHash }, cancellationToken: cancellationToken) as CartResult.Applied;
        var order = await carts.CompleteAsync(anna, claim!.Version, "order-1002", cancellationToken: cancellationToken) switch
        {
            CartResult.Applied done => $"to pay: {done.View.ToPay}",
            CartResult.Refused { Reason: CartRefusal.CouponUnusable, Code: var gone } => $"{gone} has run out: release the claim, show the cart again",
            var other => other.ToString(),
        };
        #endregion

        Assert.Equal("to pay: 27.00 EUR", order);
        Assert.Equal([null, CouponRefusal.Unknown], cart.Coupons.Select(coupon => coupon.Reason));
        Assert.Equal(1, await runtime.Coupons.CountAsync("SPRING", cancellationToken));
    }
}
