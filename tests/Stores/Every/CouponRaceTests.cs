using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>Many carts race for the last redemptions of a code: as many orders have the discount as there were, on every store, and the others are told.</summary>
public sealed class CouponRaceTests : IAsyncDisposable
{
    private const int Buyers = 32;
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private readonly TestStore at = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 600_000)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Complete_OfManyAtOnce_RedeemsAsOftenAsThereIs(int redemptions)
    {
        await using var store = TestStore.At(at.Place);
        await using var one = await StartAsync(store);
        await using var other = await StartAsync(store);
        await one.Coupons.DeclareAsync(new Coupon { Code = "LAST", Percent = 50, MaxRedemptions = redemptions, MaxPerCustomer = 1 }, Token);
        var claims = new long[Buyers];
        for (var i = 0; i < Buyers; i++)
        {
            claims[i] = await ClaimAsync(one, CartOf(i));
        }

        var results = await Task.WhenAll(Enumerable.Range(0, Buyers).Select(i => Task.Run(async () => await (i % 2 == 0 ? one : other).Carts.CompleteAsync(CartOf(i), claims[i], $"o-{i}", cancellationToken: Token), Token)));

        Assert.Equal(redemptions, results.Count(result => result is CartResult.Applied { View: var view } && view.ToPay == Money.Of(5, "EUR")));
        Assert.Equal(Buyers - redemptions, results.Count(result => result is CartResult.Refused { Reason: CartRefusal.CouponUnusable, Code: "LAST" }));
        Assert.Equal(redemptions, await other.Coupons.CountAsync("LAST", Token));

        // Who lost sees why, and buys at the full price.
        var loser = Array.FindIndex(results, result => result is CartResult.Refused);
        var released = Assert.IsType<CartResult.Applied>(await other.Carts.ReleaseAsync(CartOf(loser), claims[loser], cancellationToken: Token));
        Assert.Equal((CouponRefusal.Exhausted, Money.Of(10, "EUR")), (released.View.Coupons[0].Reason!.Value, released.View.ToPay!.Value));

        // And what a cancelled order gives back, one more has.
        var winner = Array.FindIndex(results, result => result is CartResult.Applied);
        Assert.True(await one.Coupons.GiveBackAsync(CartOf(winner), cancellationToken: Token));
        Assert.Null((await other.Carts.ReadAsync(CartOf(loser), Token))!.Coupons[0].Reason);
    }

    public ValueTask DisposeAsync() => at.DisposeAsync();

    private static CartId CartOf(int buyer) => new(new CustomerId($"buyer-{buyer}"));

    private static async Task<OmniChannelRuntime> StartAsync(IOmniStore store)
    {
        var runtime = OmniChannelRuntime.Create(new OmniChannelSetup { Store = store, Time = new ManualClock(Noon) });
        await runtime.StartAsync(Token);
        return runtime;
    }

    private static async Task<long> ClaimAsync(OmniChannelRuntime runtime, CartId cart)
    {
        await runtime.Carts.DoAsync(cart, CartCommand.Add(new CartItem { Variant = "mug" }) with { Price = Money.Of(10, "EUR") }, cancellationToken: Token);
        var view = Assert.IsType<CartResult.Applied>(await runtime.Carts.DoAsync(cart, CartCommand.AddCode("LAST"), cancellationToken: Token)).View;
        Assert.Equal(Money.Of(5, "EUR"), view.ToPay);
        return Assert.IsType<CartResult.Applied>(await runtime.Carts.ClaimAsync(cart, new CartClaim { TotalHash = view.TotalHash }, cancellationToken: Token)).Version;
    }
}
