using static OmniChannel.Tests.Orchestration.Carts.CartShop;

namespace OmniChannel.Tests.Orchestration.Carts;

/// <summary>Signing in with a cart: one record, both carts kept, taken back exactly.</summary>
public sealed class CartLinkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_Twice_MergesOnce_AndUnlinkRestoresBoth()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Mug, 2));
        await shop.DoAsync(Guest, CartCommand.Add(Mug, 3));
        await shop.DoAsync(Guest, CartCommand.Add(Lamp));

        Assert.IsType<CartResult.Applied>(await shop.Carts.LinkAsync(Guest, Anna, cancellationToken: Token));
        Assert.IsType<CartResult.Applied>(await shop.Carts.LinkAsync(Guest, Anna, CartMergePolicy.Sum, cancellationToken: Token));
        Assert.Equal("3 mug, 1 lamp", await shop.LinesAsync(Anna));
        Assert.Equal(Anna, await shop.Carts.CurrentAsync(Guest.Customer, Token));

        Assert.IsType<CartResult.Applied>(await shop.Carts.UnlinkAsync(Guest, Anna, cancellationToken: Token));
        Assert.Equal(("2 mug", "3 mug, 1 lamp"), (await shop.LinesAsync(Anna), await shop.LinesAsync(Guest)));
        Assert.Equal(Guest, await shop.Carts.CurrentAsync(Guest.Customer, Token));
        await shop.VerifyAsync(Anna);
        await shop.VerifyAsync(Guest);
    }

    [Fact]
    public async Task AddThroughALinkedCart_FlowsOn_AndGoesBackWithIt()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Mug, 2));
        await shop.DoAsync(Guest, CartCommand.Add(Mug, 3) with { OpId = "early" });
        await shop.Carts.LinkAsync(Guest, Anna, cancellationToken: Token);

        var flowed = await shop.DoAsync(Guest, CartCommand.Add(Lamp, 2) with { OpId = "late", Actor = "tab" });
        Assert.Equal((Anna, "3 mug, 2 lamp"), (flowed.Cart, Lines(flowed.View)));
        Assert.True((await shop.DoAsync(Guest, CartCommand.Add(Lamp, 2) with { OpId = "late", Actor = "tab" })).IsReplay);
        Assert.True((await shop.DoAsync(Guest, CartCommand.Add(Mug, 3) with { OpId = "early" })).IsReplay);
        var refused = await shop.RefusedAsync(Guest, CartCommand.Set(Lamp, 1));
        Assert.Equal((CartRefusal.CartMerged, (CartId?)Anna), (refused.Reason, refused.Into));

        await shop.Carts.UnlinkAsync(Guest, Anna, cancellationToken: Token);
        Assert.Equal(("2 mug", "3 mug, 2 lamp"), (await shop.LinesAsync(Anna), await shop.LinesAsync(Guest)));
        await shop.Carts.LinkAsync(Guest, Anna, CartMergePolicy.Sum, cancellationToken: Token);
        Assert.Equal("5 mug, 2 lamp", await shop.LinesAsync(Anna));
        await shop.VerifyAsync(Anna);
        await shop.VerifyAsync(Guest);
    }

    [Fact]
    public async Task Link_InCheckout_ParksTheRest()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Mug, 2));
        await shop.DoAsync(Guest, CartCommand.Add(Lamp));
        await shop.Carts.LinkAsync(Guest, Anna, CartMergePolicy.GuestOnly, cancellationToken: Token);

        var view = (await shop.Carts.ReadAsync(Anna, Token))!;
        Assert.Equal("1 lamp", Lines(view));
        Assert.Equal([(2, "mug")], view.Saved.Select(line => (line.Quantity, line.Item.Variant)));
        await shop.Carts.UnlinkAsync(Guest, Anna, cancellationToken: Token);
        Assert.Equal("2 mug", await shop.LinesAsync(Anna));
        Assert.Empty((await shop.Carts.ReadAsync(Anna, Token))!.Saved);
    }

    [Fact]
    public async Task Link_WithItself_InACircle_OfAnothersOrAnotherCurrency_ChangesNothing()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Mug) with { Price = Money.Of(1, "EUR") });
        await shop.DoAsync(Guest, CartCommand.Add(Mug) with { Price = Money.Of(1, "SEK") });
        var third = new CartId(new CustomerId("third"));

        Assert.Equal("1 mug", Lines(Assert.IsType<CartResult.Applied>(await shop.Carts.LinkAsync(Anna, Anna, cancellationToken: Token)).View));
        Assert.Equal(CartRefusal.CurrencyMismatch, await RefusalAsync(Guest, Anna));
        Assert.Equal(CartRefusal.NotFound, await RefusalAsync(third, Anna));
        await shop.DoAsync(third, CartCommand.Add(Mug));
        await shop.Carts.LinkAsync(third, Anna, cancellationToken: Token);
        Assert.Equal(CartRefusal.Cycle, await RefusalAsync(Anna, third));
        Assert.Equal(CartRefusal.CartMerged, await RefusalAsync(third, Guest));
        await shop.Runtime.SaveAsync(new CustomerProfile { Id = Guest.Customer }, Token);
        Assert.Equal(CartRefusal.AlreadyOwned, await RefusalAsync(Guest, Anna));
        Assert.Equal("1 mug", await shop.LinesAsync(Guest));
        Assert.Equal(CartRefusal.UnknownOp, Assert.IsType<CartResult.Refused>(await shop.Carts.UnlinkAsync(Guest, Anna, cancellationToken: Token)).Reason);

        async Task<CartRefusal> RefusalAsync(CartId from, CartId into) => Assert.IsType<CartResult.Refused>(await shop.Carts.LinkAsync(from, into, cancellationToken: Token)).Reason;
    }

    [Fact]
    public async Task Links_FromManyPlacesAtOnce_MergeOnce()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Mug, 2));
        await shop.DoAsync(Guest, CartCommand.Add(Mug, 3));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => shop.Carts.LinkAsync(Guest, Anna, CartMergePolicy.Sum, cancellationToken: Token).AsTask())));

        Assert.Equal("5 mug", await shop.LinesAsync(Anna));
        await shop.VerifyAsync(Anna);
        await shop.VerifyAsync(Guest);
    }
}
