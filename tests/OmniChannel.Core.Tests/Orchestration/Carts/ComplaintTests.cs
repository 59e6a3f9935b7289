using static OmniChannel.Tests.Orchestration.Carts.CartShop;

namespace OmniChannel.Tests.Orchestration.Carts;

/// <summary>What people complained of in other systems (cart.md, section 3), and does not happen here.</summary>
public sealed class ComplaintTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>opencart/opencart#7375: the merge ran twice, duplicates were paid.</summary>
    [Fact]
    public async Task MergeRunTwice_DoublesNothing()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Mug));
        await shop.DoAsync(Guest, CartCommand.Add(Mug, 2));
        await shop.Carts.LinkAsync(Guest, Anna, CartMergePolicy.Sum, cancellationToken: Token);
        await shop.Carts.LinkAsync(Guest, Anna, CartMergePolicy.Sum, cancellationToken: Token);
        Assert.Equal("3 mug", await shop.LinesAsync(Anna));
    }

    /// <summary>shopware/shopware#8724, open-telemetry/opentelemetry-demo#3824: quick adds were answered and lost.</summary>
    [Fact]
    public async Task QuickAdds_AreAllThere()
    {
        await using var shop = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => shop.Carts.DoAsync(Anna, CartCommand.Add(i % 2 == 0 ? Mug : Lamp), cancellationToken: Token).AsTask())));
        Assert.Equal((8, 8), ((await shop.Carts.ReadAsync(Anna, Token))!.Lines is var lines ? (lines[0].Quantity, lines[1].Quantity) : default));
    }

    /// <summary>spree/spree#11286: what was added during checkout was shipped unpaid; Shopify/hydrogen#2524: the old cart was there after the order.</summary>
    [Fact]
    public async Task AddDuringCheckout_IsInTheNextCart_NotInTheOrder()
    {
        await using var shop = await OpenAsync();
        var seen = await shop.DoAsync(Anna, CartCommand.Add(Mug));
        var claim = Assert.IsType<CartResult.Applied>(await shop.Carts.ClaimAsync(Anna, new CartClaim { TotalHash = seen.View.TotalHash }, cancellationToken: Token));
        await shop.DoAsync(Anna, CartCommand.Add(Lamp));
        await shop.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token);
        Assert.Equal(("1 mug", "1 lamp"), (await shop.LinesAsync(Anna), await shop.LinesAsync(await shop.Carts.CurrentAsync(Anna.Customer, Token))));
    }

    /// <summary>vendurehq/vendure#263, nopSolutions/nopCommerce#1815: a second login took the first user's cart.</summary>
    [Fact]
    public async Task SecondLogin_DoesNotTakeTheFirstUsersCart()
    {
        await using var shop = await OpenAsync();
        await shop.Runtime.SaveAsync(new CustomerProfile { Id = Anna.Customer }, Token);
        await shop.DoAsync(Anna, CartCommand.Add(Mug));
        var refused = await shop.Carts.LinkAsync(Anna, new CartId(new CustomerId("ben")), cancellationToken: Token);
        Assert.Equal(CartRefusal.AlreadyOwned, Assert.IsType<CartResult.Refused>(refused).Reason);
        Assert.Equal("1 mug", await shop.LinesAsync(Anna));
    }

    /// <summary>vendurehq/vendure#3153, woocommerce/woocommerce#16649: an item in both carts, or the saved cart, was gone after login.</summary>
    [Fact]
    public async Task Login_KeepsWhatBothCartsHeld()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Mug, 2));
        await shop.DoAsync(Anna, CartCommand.Add(Lamp));
        await shop.DoAsync(Guest, CartCommand.Add(Mug));
        await shop.Carts.LinkAsync(Guest, Anna, cancellationToken: Token);
        Assert.Equal("2 mug, 1 lamp", await shop.LinesAsync(Anna));
    }
}
