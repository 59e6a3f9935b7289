namespace OmniChannel.Tests.Stores;

/// <summary>A process killed at any statement of signing in, of keeping pieces at checkout, and of the order that takes them and redeems a code: repeated, the person is linked once with the cart (P15), the order is what was claimed (P16), every row is its log's (P18), and stock and code say the same.</summary>
public sealed class KilledCheckoutTests : IAsyncDisposable
{
    private readonly TestStore at = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Operations 4 and 5 are the two sides of the link by which signing in joins the carts, 6 is the claim, 7 the order; of each of the two lines the claim keeps the pieces, and the order takes them.</summary>
    public static TheoryData<string, int> Places => new(
        from place in ((string Failpoint, int[] Visits)[])
        [
            (Failpoints.CartAppended, [4, 5, 6, 7]),
            (Failpoints.CartPut, [4, 5, 6, 7]),
            (Failpoints.IdentityBeforeCommit, [3]),
            (Failpoints.CartStockMoved, [1, 2, 3, 4]),
            (Failpoints.CouponRedeemed, [1]),
            (Failpoints.CartBeforeCommit, [4, 5]),
            (Failpoints.CartAfterCommit, [4, 5]),
        ]
        from visit in place.Visits
        select (place.Failpoint, visit));

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Places))]
    public async Task Kill_AtAnyStatement_LosesNothingAndDoublesNothing(string failpoint, int visit)
    {
        Assert.False(await RunAsync($"{failpoint};{visit}"), "The process was to die there, and finished.");
        await LookAsync(async runtime =>
        {
            // Linked are both, the people and their carts, or neither.
            var linked = (await runtime.Identities.ReadAsync(CheckoutErrand.Visitor, Token)).Customers.Count == 2;
            Assert.Equal(linked, (await runtime.Carts.ReadAsync(new CartId(CheckoutErrand.Visitor), Token))!.Stage == CartStage.Merged);
            var stock = (await runtime.Inventory.FindAsync(CheckoutErrand.Mugs, Token)).Levels.Single();
            var view = (await runtime.Carts.ReadAsync(new CartId(CheckoutErrand.Anna), Token))!;
            var (onHand, reserved, redeemed) = view.Stage switch { CartStage.Claimed => (5, 2, 0), CartStage.Ordered => (3, 0, 1), _ => (5, 0, 0) };
            Assert.Equal((onHand, reserved, redeemed), (stock.OnHand, stock.Reserved, await runtime.Coupons.CountAsync("ONCE", Token)));
        });

        Assert.True(await RunAsync(";0"), "The restarted process did not finish.");

        await LookAsync(async runtime =>
        {
            var order = (await runtime.Carts.ReadAsync(new CartId(CheckoutErrand.Anna), Token))!;
            Assert.Equal("Ordered o-1: 1 lamp, 2 mug, 45.00 EUR", $"{order.Stage} {order.Order}: {string.Join(", ", order.Lines.Select(line => $"{line.Quantity} {line.Item.Variant}"))}, {order.ToPay}");
            Assert.Equal(CartStage.Merged, (await runtime.Carts.ReadAsync(new CartId(CheckoutErrand.Visitor), Token))!.Stage);
            Assert.Equal(SignInOutcome.Same, (await runtime.Identities.SignInAsync(CheckoutErrand.Visitor, [CheckoutErrand.Account], cancellationToken: Token)).Outcome);
            var stock = (await runtime.Inventory.FindAsync(CheckoutErrand.Mugs, Token)).Levels.Single();
            Assert.Equal((3, 0, 1L), (stock.OnHand, stock.Reserved, await runtime.Coupons.CountAsync("ONCE", Token)));
            var entries = new List<string>();
            await foreach (var entry in runtime.ReadTimelineAsync(CheckoutErrand.Anna, Token))
            {
                entries.Add(entry.Type);
            }

            Assert.Equal(["cart.added", "cart.claimed", "cart.code-added", "cart.linked", "cart.ordered"], entries.Where(type => type.StartsWith("cart.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        });
    }

    public ValueTask DisposeAsync() => at.DisposeAsync();

    private async Task LookAsync(Func<OmniChannelRuntime, Task> look)
    {
        await using var store = TestStore.At(at.Place);
        await using var runtime = await CheckoutErrand.StartAsync(store);
        foreach (var customer in (CustomerId[])[CheckoutErrand.Anna, CheckoutErrand.Visitor])
        {
            Assert.True(await runtime.Carts.VerifyAsync(new CartId(customer), Token), $"The row of {customer}'s cart is not its log's.");
        }

        await look(runtime);
    }

    /// <returns>Whether the child came to its end.</returns>
    private async Task<bool> RunAsync(string place)
    {
        using var child = ChildProcess.Start("checkout:" + place, at.Place);
        return (await child.ReadToEndAsync(Token)).Contains("done", StringComparison.Ordinal);
    }
}
