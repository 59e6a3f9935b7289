using static OmniChannel.Tests.Orchestration.Carts.CartShop;

namespace OmniChannel.Tests.Orchestration.Carts;

/// <summary>P16: the order is the cart at the claimed version; what comes later lands in the successor; none vanish, none are unpaid. And carts that are left alone.</summary>
public sealed class CartCompletionTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private static CartClaim Saw(string hash) => new() { TotalHash = hash, Lease = Lease };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Complete_AfterALateAdd_OrdersWhatWasClaimed_AndTheAddIsInTheSuccessor()
    {
        await using var shop = await OpenAsync();
        var seen = await shop.DoAsync(Anna, CartCommand.Add(Mug, 2));
        var claim = Assert.IsType<CartResult.Applied>(await shop.Carts.ClaimAsync(Anna, Saw(seen.View.TotalHash), cancellationToken: Token));
        var late = await shop.DoAsync(Anna, CartCommand.Add(Lamp) with { OpId = "late" });
        Assert.Equal((2, "1 lamp"), (late.Cart.Number, Lines(late.View)));
        Assert.Equal(CartRefusal.CartClaimed, (await shop.RefusedAsync(Anna, CartCommand.Set(Mug, 9))).Reason);

        var order = Assert.IsType<CartResult.Applied>(await shop.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token));
        Assert.Equal(("2 mug", CartStage.Ordered, "o-1"), (Lines(order.View), order.View.Stage, order.View.Order));
        Assert.Equal(new CartId(Anna.Customer, 2), await shop.Carts.CurrentAsync(Anna.Customer, Token));
        Assert.True(Assert.IsType<CartResult.Applied>(await shop.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token)).IsReplay);
        Assert.Equal(CartRefusal.CartOrdered, Assert.IsType<CartResult.Refused>(await shop.Carts.CompleteAsync(Anna, claim.Version, "o-2", cancellationToken: Token)).Reason);
        Assert.True((await shop.DoAsync(Anna, CartCommand.Add(Lamp) with { OpId = "late" })).IsReplay);
        Assert.Equal((2, "1 lamp, 1 mug"), (await shop.DoAsync(Anna, CartCommand.Add(Mug))) is var after ? (after.Cart.Number, Lines(after.View)) : default);
        var refused = await shop.RefusedAsync(Anna, CartCommand.Clear());
        Assert.Equal((CartRefusal.CartOrdered, "o-1", (CartId?)new CartId(Anna.Customer, 2)), (refused.Reason, refused.Order, refused.Into));
        Assert.Equal("2 mug", await shop.LinesAsync(Anna));
    }

    [Fact]
    public async Task Release_BringsLateAddsBack()
    {
        await using var shop = await OpenAsync();
        var seen = await shop.DoAsync(Anna, CartCommand.Add(Mug, 2));
        var claim = Assert.IsType<CartResult.Applied>(await shop.Carts.ClaimAsync(Anna, Saw(seen.View.TotalHash), cancellationToken: Token));
        await shop.DoAsync(Anna, CartCommand.Add(Mug));
        Assert.Equal(CartRefusal.NotClaimed, Assert.IsType<CartResult.Refused>(await shop.Carts.ReleaseAsync(Anna, claim.Version + 7, cancellationToken: Token)).Reason);
        await shop.Carts.ReleaseAsync(Anna, claim.Version, cancellationToken: Token);

        Assert.Equal("3 mug", await shop.LinesAsync(Anna));
        Assert.Equal(Anna, await shop.Carts.CurrentAsync(Anna.Customer, Token));
        var again = Assert.IsType<CartResult.Applied>(await shop.Carts.ClaimAsync(Anna, Saw((await shop.Carts.ReadAsync(Anna, Token))!.TotalHash), cancellationToken: Token));
        Assert.Equal(new CartId(Anna.Customer, 3), again.View.Into);
        await shop.VerifyAsync(Anna);
    }

    [Fact]
    public async Task Claim_ThatRanOut_IsReleasedByTheSchedule_OrByTheNextCommand()
    {
        await using var shop = await OpenAsync();
        var seen = await shop.DoAsync(Anna, CartCommand.Add(Mug, 2));
        var claim = Assert.IsType<CartResult.Applied>(await shop.Carts.ClaimAsync(Anna, Saw(seen.View.TotalHash), cancellationToken: Token));
        await shop.DoAsync(Anna, CartCommand.Add(Lamp));
        shop.Clock.Advance(Lease);
        Assert.Equal(CartRefusal.NotClaimed, Assert.IsType<CartResult.Refused>(await shop.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token)).Reason);
        await shop.Runtime.DispatchDueAsync(Token);
        Assert.Equal("2 mug, 1 lamp", await shop.LinesAsync(Anna));

        var second = Assert.IsType<CartResult.Applied>(await shop.Carts.ClaimAsync(Anna, Saw((await shop.Carts.ReadAsync(Anna, Token))!.TotalHash), cancellationToken: Token));
        shop.Clock.Advance(Lease);
        Assert.Equal("2 mug, 2 lamp", Lines((await shop.DoAsync(Anna, CartCommand.Add(Lamp))).View));
        Assert.Equal(CartRefusal.NotClaimed, Assert.IsType<CartResult.Refused>(await shop.Carts.CompleteAsync(Anna, second.Version, "o-1", cancellationToken: Token)).Reason);
    }

    [Fact]
    public async Task Claim_OfWhatTheBuyerDidNotSee_OrMayNotBuy_IsRefused()
    {
        await using var shop = await OpenAsync();
        Assert.Equal(CartRefusal.NotFound, await RefusalAsync("x"));
        var seen = await shop.DoAsync(Anna, CartCommand.Add(Mug, 5) with { Price = Money.Of(1, "EUR") });
        await shop.DoAsync(Anna, CartCommand.Add(Lamp));
        Assert.Equal(CartRefusal.PriceChanged, await RefusalAsync(seen.View.TotalHash));

        await shop.DoAsync(Anna, CartCommand.Set(Mug, 7) with { Actor = "phone", BasedOn = seen.Version });
        var conflict = await shop.DoAsync(Anna, CartCommand.Set(Mug, 3) with { Actor = "laptop", BasedOn = seen.Version });
        Assert.Equal(CartRefusal.OpenConflicts, await RefusalAsync(conflict.View.TotalHash));
        await shop.DoAsync(Anna, CartCommand.Set(Mug, 9_999));
        var over = await shop.DoAsync(Anna, CartCommand.Add(Mug));
        Assert.Equal(CartRefusal.OverLimit, await RefusalAsync(over.View.TotalHash));
        var empty = await shop.DoAsync(Anna, CartCommand.Clear());
        Assert.Equal(CartRefusal.Empty, await RefusalAsync(empty.View.TotalHash));

        async Task<CartRefusal> RefusalAsync(string hash) => Assert.IsType<CartResult.Refused>(await shop.Carts.ClaimAsync(Anna, Saw(hash), cancellationToken: Token)).Reason;
    }

    [Fact]
    public async Task Complete_FromTwoPlacesAtOnce_OrdersOnce()
    {
        await using var shop = await OpenAsync();
        var seen = await shop.DoAsync(Anna, CartCommand.Add(Mug, 2));
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => shop.Carts.ClaimAsync(Anna, Saw(seen.View.TotalHash), cancellationToken: Token).AsTask())));
        Assert.Single(claims, claim => claim is CartResult.Applied);
    }

    [Fact]
    public async Task LeftAlone_IsAFactOfTheCustomer_UntilItIsTakenUpAgain()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Mug, 3) with { Price = Money.Of(5, "EUR") });
        shop.Clock.Advance(TimeSpan.FromHours(4));
        await shop.Runtime.DispatchDueAsync(Token);
        Assert.Equal((Money.Of(15, "EUR"), Noon), await FactsAsync());

        await shop.DoAsync(Anna, CartCommand.Add(Mug));
        Assert.Equal((null, null), await FactsAsync());

        async Task<(Money?, DateTimeOffset?)> FactsAsync()
        {
            var row = await shop.Store.ReadStateAsync(TenantId.Default, OmniChannel.Storage.PartitionKey.Of(Anna.Customer), CustomerUnit.StateKey, Token);
            var facts = CustomerFacts.Of(CustomerUnit.StateOf(Anna.Customer, row));
            return (facts.CartTotal, facts.CartLeftAt);
        }
    }

    [Fact]
    public async Task LeftAlone_GrowsDormantArchivedAndIsGone_AndWakesByACommand()
    {
        await using var shop = await OpenAsync();
        var seen = await shop.DoAsync(Anna, CartCommand.Add(Mug, 2) with { Actor = "phone" });
        Assert.Equal(CartStage.Active, await StageAsync(TimeSpan.FromHours(3)));
        Assert.Equal(CartStage.Dormant, await StageAsync(TimeSpan.FromHours(1)));
        Assert.Equal(CartStage.Archived, await StageAsync(TimeSpan.FromDays(30)));
        Assert.Equal(CartRefusal.StaleContext, (await shop.RefusedAsync(Anna, CartCommand.Remove(Mug) with { BasedOn = seen.Version - 1 })).Reason);
        Assert.Equal("3 mug", Lines((await shop.DoAsync(Anna, CartCommand.Add(Mug))).View));
        Assert.Equal(CartStage.Active, await StageAsync(TimeSpan.FromHours(3)));
        Assert.Equal(CartStage.Dormant, await StageAsync(TimeSpan.FromHours(1)));
        Assert.Equal(CartStage.Archived, await StageAsync(TimeSpan.FromDays(30)));
        Assert.Null(await StageAsync(TimeSpan.FromDays(371)));
        Assert.Equal(CartRefusal.Gone, (await shop.RefusedAsync(Anna, CartCommand.Add(Mug))).Reason);
        Assert.Equal("1 mug", Lines((await shop.DoAsync(await shop.Carts.CurrentAsync(Anna.Customer, Token), CartCommand.Add(Mug))).View));

        async Task<CartStage?> StageAsync(TimeSpan later)
        {
            shop.Clock.Advance(later);
            await shop.Runtime.DispatchDueAsync(Token);
            await shop.VerifyAsync(Anna);
            return (await shop.Carts.ReadAsync(Anna, Token))?.Stage;
        }
    }
}
