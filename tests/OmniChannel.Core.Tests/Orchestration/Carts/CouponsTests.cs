using OmniChannel.Storage;
using static OmniChannel.Tests.Orchestration.Carts.CartShop;

namespace OmniChannel.Tests.Orchestration.Carts;

/// <summary>Codes are looked at whenever a cart is read and redeemed with the order: what cannot be used stays, with its reason and zero.</summary>
public sealed class CouponsTests
{
    private static readonly Coupon Tenth = new() { Code = "TENTH", Percent = 10 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_ACode_IsUnknownThenGoodThenOver()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Mug, 2) with { Price = Money.Of(10, "EUR") });
        var unknown = (await shop.DoAsync(Anna, CartCommand.AddCode("TENTH"))).View;
        Assert.Equal((CouponRefusal.Unknown, Money.Of(0, "EUR"), Money.Of(20, "EUR")), (unknown.Coupons[0].Reason!.Value, unknown.Discount!.Value, unknown.ToPay!.Value));

        await shop.Runtime.Coupons.DeclareAsync(Tenth with { Until = Noon.AddHours(1) }, Token);
        var good = (await shop.Carts.ReadAsync(Anna, Token))!;
        Assert.Equal((null, Money.Of(2, "EUR"), Money.Of(18, "EUR"), Money.Of(20, "EUR")), (good.Coupons[0].Reason, good.Discount!.Value, good.ToPay!.Value, good.Total!.Value));
        Assert.NotEqual(unknown.TotalHash, good.TotalHash);

        shop.Clock.Advance(TimeSpan.FromHours(1));
        var over = (await shop.Carts.ReadAsync(Anna, Token))!;
        Assert.Equal(("TENTH", CouponRefusal.Over, Money.Of(20, "EUR")), (over.Codes[0], over.Coupons[0].Reason!.Value, over.ToPay!.Value));
        Assert.Equal(unknown.TotalHash, over.TotalHash);
        Assert.Equal(CartRefusal.PriceChanged, (await ClaimAsync(shop, Anna, good.TotalHash) as CartResult.Refused)!.Reason);
        Assert.IsType<CartResult.Applied>(await ClaimAsync(shop, Anna, over.TotalHash));
    }

    [Fact]
    public async Task Complete_RedeemsWhatTheBuyerSaw_OnceForTheOrder()
    {
        await using var shop = await OpenAsync();
        await shop.Runtime.Coupons.DeclareAsync(Tenth with { MaxRedemptions = 1 }, Token);
        var claim = await ClaimedAsync(shop, Anna);
        Assert.Equal(0, await shop.Runtime.Coupons.CountAsync("TENTH", Token));

        var order = Assert.IsType<CartResult.Applied>(await shop.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token));
        Assert.IsType<CartResult.Applied>(await shop.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token));

        Assert.Equal((Money.Of(18, "EUR"), 1), (order.View.ToPay!.Value, await shop.Runtime.Coupons.CountAsync("TENTH", Token)));
        Assert.Equal(Money.Of(18, "EUR"), (await shop.Carts.ReadAsync(Anna, Token))!.ToPay);
        Assert.Equal(CouponRefusal.Exhausted, (await FilledAsync(shop, Guest)).Coupons[0].Reason);
        Assert.Equal(1, (await shop.Runtime.Coupons.FindAsync("TENTH", Token))!.MaxRedemptions);
    }

    [Fact]
    public async Task Erase_OfWhoRedeemed_LeavesTheCountAndNobodysName()
    {
        await using var shop = await OpenAsync();
        await shop.Runtime.Coupons.DeclareAsync(Tenth with { MaxPerCustomer = 1 }, Token);
        var claim = await ClaimedAsync(shop, Anna);
        Assert.IsType<CartResult.Applied>(await shop.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token));
        Assert.Equal(4, (await KeysAsync(shop)).Count);

        await shop.Runtime.PersonalData.EraseAsync(Anna.Customer, Token);

        Assert.Equal(["coupon", "redeemed"], await KeysAsync(shop));
        Assert.Equal(1, await shop.Runtime.Coupons.CountAsync("TENTH", Token));
    }

    [Fact]
    public async Task Complete_WithACodeThatRanOut_IsRefused_AndReleasedItShowsWhy()
    {
        await using var shop = await OpenAsync();
        await shop.Runtime.Coupons.DeclareAsync(Tenth with { MaxRedemptions = 1 }, Token);
        var (anna, guest) = (await ClaimedAsync(shop, Anna), await ClaimedAsync(shop, Guest));
        Assert.IsType<CartResult.Applied>(await shop.Carts.CompleteAsync(Guest, guest.Version, "o-1", cancellationToken: Token));

        var refused = Assert.IsType<CartResult.Refused>(await shop.Carts.CompleteAsync(Anna, anna.Version, "o-2", cancellationToken: Token));

        Assert.Equal((CartRefusal.CouponUnusable, "TENTH"), (refused.Reason, refused.Code));
        Assert.Equal((CartStage.Claimed, Money.Of(18, "EUR")), (await shop.Carts.ReadAsync(Anna, Token)) is { } held ? (held.Stage, held.ToPay!.Value) : default);
        var released = Assert.IsType<CartResult.Applied>(await shop.Carts.ReleaseAsync(Anna, anna.Version, cancellationToken: Token));
        Assert.Equal((CouponRefusal.Exhausted, Money.Of(20, "EUR")), (released.View.Coupons[0].Reason!.Value, released.View.ToPay!.Value));
        var again = Assert.IsType<CartResult.Applied>(await ClaimAsync(shop, Anna, released.View.TotalHash));
        Assert.Equal(Money.Of(20, "EUR"), Assert.IsType<CartResult.Applied>(await shop.Carts.CompleteAsync(Anna, again.Version, "o-2", cancellationToken: Token)).View.ToPay);
        Assert.Equal(1, await shop.Runtime.Coupons.CountAsync("TENTH", Token));
    }

    [Fact]
    public async Task Complete_AfterTheTimeOfTheCode_IsRefused()
    {
        await using var shop = await OpenAsync();
        await shop.Runtime.Coupons.DeclareAsync(Tenth with { Until = Noon.AddMinutes(5) }, Token);
        var claim = await ClaimedAsync(shop, Anna);
        shop.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(CartRefusal.CouponUnusable, Assert.IsType<CartResult.Refused>(await shop.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token)).Reason);
    }

    [Fact]
    public async Task MaxPerCustomer_CountsThePerson_WhoeverOfThemOrders()
    {
        await using var shop = await OpenAsync();
        await shop.Runtime.Coupons.DeclareAsync(Tenth with { MaxPerCustomer = 1 }, Token);
        var visitor = (await shop.Runtime.Identities.ResolveAsync([Identifier.Browser("b")], cancellationToken: Token)).Customer;
        var account = (await shop.Runtime.Identities.ResolveAsync([Identifier.AuthenticatedId("anna")], cancellationToken: Token)).Customer;
        var claim = await ClaimedAsync(shop, new CartId(visitor));
        Assert.IsType<CartResult.Applied>(await shop.Carts.CompleteAsync(new CartId(visitor), claim.Version, "o-1", cancellationToken: Token));
        Assert.Null((await FilledAsync(shop, new CartId(account))).Coupons[0].Reason);

        await shop.Runtime.Identities.SignInAsync(visitor, [Identifier.AuthenticatedId("anna")], cancellationToken: Token);

        Assert.Equal(CouponRefusal.ExhaustedForCustomer, (await shop.Carts.ReadAsync(new CartId(account), Token))!.Coupons[0].Reason);
        Assert.Null((await FilledAsync(shop, Guest)).Coupons[0].Reason);
    }

    [Fact]
    public async Task GiveBack_OfACancelledOrder_IsDoneOnce()
    {
        await using var shop = await OpenAsync();
        await shop.Runtime.Coupons.DeclareAsync(Tenth with { MaxRedemptions = 1, MaxPerCustomer = 1 }, Token);
        var claim = await ClaimedAsync(shop, Anna);
        Assert.False(await shop.Runtime.Coupons.GiveBackAsync(Anna, cancellationToken: Token));
        await shop.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token);

        Assert.True(await shop.Runtime.Coupons.GiveBackAsync(Anna, cancellationToken: Token));
        Assert.False(await shop.Runtime.Coupons.GiveBackAsync(Anna, cancellationToken: Token));

        Assert.Equal(0, await shop.Runtime.Coupons.CountAsync("TENTH", Token));
        Assert.Null((await FilledAsync(shop, new CartId(Anna.Customer, 2))).Coupons[0].Reason);
    }

    [Fact]
    public async Task GiveBack_OfAnOrderWhoseCodeWasTakenOutAgain_GivesNothingBack()
    {
        await using var shop = await OpenAsync();
        await shop.Runtime.Coupons.DeclareAsync(Tenth, Token);
        var first = await ClaimedAsync(shop, Anna);
        await shop.Carts.ReleaseAsync(Anna, first.Version, cancellationToken: Token);
        var bare = (await shop.DoAsync(Anna, CartCommand.RemoveCode("TENTH"))).View;
        var claim = Assert.IsType<CartResult.Applied>(await ClaimAsync(shop, Anna, bare.TotalHash));
        Assert.Equal(Money.Of(20, "EUR"), Assert.IsType<CartResult.Applied>(await shop.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token)).View.ToPay);

        Assert.False(await shop.Runtime.Coupons.GiveBackAsync(Anna, cancellationToken: Token));
        Assert.Equal(0, await shop.Runtime.Coupons.CountAsync("TENTH", Token));
    }

    [Fact]
    public async Task Link_JoinsTheCodes()
    {
        await using var shop = await OpenAsync();
        await shop.Runtime.Coupons.DeclareAsync(Tenth, Token);
        await FilledAsync(shop, Guest);
        await shop.DoAsync(Anna, CartCommand.Add(Mug) with { Price = Money.Of(10, "EUR") });

        var linked = Assert.IsType<CartResult.Applied>(await shop.Carts.LinkAsync(Guest, Anna, CartMergePolicy.Sum, cancellationToken: Token));

        Assert.Equal(Money.Of(27, "EUR"), linked.View.ToPay);
        await shop.Carts.UnlinkAsync(Guest, Anna, cancellationToken: Token);
        Assert.Empty((await shop.Carts.ReadAsync(Anna, Token))!.Coupons);
    }

    [Fact]
    public async Task Declare_OutOfBounds_Throws()
    {
        await using var shop = await OpenAsync();
        Coupon[] bad =
        [
            Tenth with { Code = "" }, Tenth with { Code = " X" }, Tenth with { Code = new string('x', 65) }, Tenth with { Percent = null }, Tenth with { Percent = 0 }, Tenth with { Percent = 101 },
            Tenth with { Amount = Money.Of(1, "EUR") }, Tenth with { Percent = null, Amount = Money.Of(0, "EUR") }, Tenth with { MaxRedemptions = -1 }, Tenth with { MaxPerCustomer = -1 },
            Tenth with { From = Noon, Until = Noon }, Tenth with { Variants = [] },
        ];

        foreach (var coupon in bad)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => shop.Runtime.Coupons.DeclareAsync(coupon, Token).AsTask());
        }

        Assert.Null(await shop.Runtime.Coupons.FindAsync("TENTH", Token));
        Assert.Equal(CouponRefusal.Unknown, (await shop.DoAsync(Anna, CartCommand.AddCode("a code "))).View.Coupons[0].Reason);
    }

    /// <summary>Two mugs at 10 EUR, and the code.</summary>
    private static async Task<CartView> FilledAsync(CartShop shop, CartId cart)
    {
        await shop.Carts.DoAsync(cart, CartCommand.Add(Mug, 2) with { Price = Money.Of(10, "EUR") }, cancellationToken: Token);
        return Assert.IsType<CartResult.Applied>(await shop.Carts.DoAsync(cart, CartCommand.AddCode("TENTH"), cancellationToken: Token)).View;
    }

    private static async Task<CartResult.Applied> ClaimedAsync(CartShop shop, CartId cart) =>
        Assert.IsType<CartResult.Applied>(await ClaimAsync(shop, cart, (await FilledAsync(shop, cart)).TotalHash));

    private static ValueTask<CartResult> ClaimAsync(CartShop shop, CartId cart, string seen) => shop.Carts.ClaimAsync(cart, new CartClaim { TotalHash = seen }, cancellationToken: Token);

    private static async Task<IReadOnlyList<string>> KeysAsync(CartShop shop) =>
        [.. (await shop.Store.ListStatesAsync(TenantId.Default, new PartitionKey(PartitionKind.Coupon, "TENTH"), "", null, 100, Token)).Select(row => row.Key)];
}
