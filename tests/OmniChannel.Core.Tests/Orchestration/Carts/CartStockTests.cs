namespace OmniChannel.Tests.Orchestration.Carts;

/// <summary>What is in a cart and what is in stock: promised at checkout or before, never sold twice, and never a reason to lose a line.</summary>
public sealed class CartStockTests
{
    private static readonly StockItem Mugs = new("mug");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claim_OnCheckout_KeepsThePiecesUntilTheyAreSold()
    {
        await using var shop = await OpenAsync(StockReservations.OnCheckout, 3);
        var claimed = await ClaimAsync(shop, CartShop.Anna, 2);

        Assert.Equal((3, 1), await LevelAsync(shop));
        Assert.IsType<CartResult.Applied>(await shop.Carts.CompleteAsync(CartShop.Anna, claimed.Version, "order-1", cancellationToken: Token));
        Assert.Equal((1, 1), await LevelAsync(shop));
        Assert.IsType<CartResult.Applied>(await shop.Carts.CompleteAsync(CartShop.Anna, claimed.Version, "order-1", cancellationToken: Token));
        Assert.Equal((1, 1), await LevelAsync(shop));
    }

    [Fact]
    public async Task Claim_TooFew_IsRefusedSaysWhichLineAndKeepsTheCart()
    {
        await using var shop = await OpenAsync(StockReservations.OnCheckout, 1);
        await shop.DoAsync(CartShop.Anna, CartCommand.Add(CartShop.Lamp));
        var view = (await shop.DoAsync(CartShop.Anna, CartCommand.Add(CartShop.Mug, 2))).View;

        var refused = Assert.IsType<CartResult.Refused>(await shop.Carts.ClaimAsync(CartShop.Anna, new CartClaim { TotalHash = view.TotalHash }, cancellationToken: Token));

        Assert.Equal(CartRefusal.Shortage, refused.Reason);
        var shortage = Assert.Single(await shop.Carts.ShortagesAsync(CartShop.Anna, Token));
        Assert.Equal(("mug", 1), (shortage.Line.Item.Variant, shortage.Available));
        Assert.Equal("1 lamp, 2 mug", await shop.LinesAsync(CartShop.Anna));
        Assert.Equal(CartStage.Active, (await shop.Carts.ReadAsync(CartShop.Anna, Token))!.Stage);
        Assert.Equal((1, 1), await LevelAsync(shop));
    }

    [Fact]
    public async Task Release_GivesThePiecesBack()
    {
        await using var shop = await OpenAsync(StockReservations.OnCheckout, 3);
        var claimed = await ClaimAsync(shop, CartShop.Anna, 2);

        Assert.IsType<CartResult.Applied>(await shop.Carts.ReleaseAsync(CartShop.Anna, claimed.Version, cancellationToken: Token));

        Assert.Equal((3, 3), await LevelAsync(shop));
    }

    [Fact]
    public async Task Claim_ThatRunsOut_GivesThePiecesBack()
    {
        await using var shop = await OpenAsync(StockReservations.OnCheckout, 3);
        await ClaimAsync(shop, CartShop.Anna, 2);

        shop.Clock.Advance(TimeSpan.FromMinutes(16));
        await shop.Runtime.DispatchDueAsync(Token);

        Assert.Equal((3, 3), await LevelAsync(shop));
        Assert.Equal("2 mug", await shop.LinesAsync(CartShop.Anna));
    }

    [Fact]
    public async Task Claim_TwoBuyersOneLeft_OneGetsIt()
    {
        await using var shop = await OpenAsync(StockReservations.OnCheckout, 1);
        CartId[] carts = [.. Enumerable.Range(0, 12).Select(i => new CartId(new CustomerId($"buyer-{i}")))];
        var hashes = new List<string>();
        foreach (var cart in carts)
        {
            hashes.Add((await shop.DoAsync(cart, CartCommand.Add(CartShop.Mug))).View.TotalHash);
        }

        var results = await Task.WhenAll(carts.Select((cart, i) => Task.Run(() => shop.Carts.ClaimAsync(cart, new CartClaim { TotalHash = hashes[i] }, cancellationToken: Token).AsTask(), Token)));

        Assert.Single(results, result => result is CartResult.Applied);
        Assert.Equal(11, results.Count(result => result is CartResult.Refused { Reason: CartRefusal.Shortage }));
    }

    /// <summary>woocommerce-cart-stock-reducer#50: products vanished from carts when their reservation ran out.</summary>
    [Fact]
    public async Task Add_OnCart_IsKeptForAWhileAndTheLineStays()
    {
        await using var shop = await OpenAsync(StockReservations.OnCart, 3);
        await shop.DoAsync(CartShop.Anna, CartCommand.Add(CartShop.Mug, 2));
        Assert.Equal((3, 1), await LevelAsync(shop));
        await shop.DoAsync(CartShop.Guest, CartCommand.Add(CartShop.Mug, 2));
        Assert.Equal((3, 1), await LevelAsync(shop));
        Assert.Equal(1, Assert.Single(await shop.Carts.ShortagesAsync(CartShop.Guest, Token)).Available);

        shop.Clock.Advance(TimeSpan.FromMinutes(31));
        await shop.Runtime.DispatchDueAsync(Token);
        Assert.Equal((3, 3), await LevelAsync(shop));
        Assert.Equal("2 mug", await shop.LinesAsync(CartShop.Anna));

        await shop.DoAsync(CartShop.Anna, CartCommand.Set(CartShop.Mug, 3));
        Assert.Equal((3, 0), await LevelAsync(shop));
        await shop.DoAsync(CartShop.Anna, CartCommand.Remove(CartShop.Mug));
        Assert.Equal((3, 3), await LevelAsync(shop));
    }

    [Fact]
    public async Task Claim_PickupInAStore_TakesNothingFromElsewhere()
    {
        await using var shop = await OpenAsync(StockReservations.OnCheckout, 9);
        await shop.Runtime.Inventory.ReceiveAsync(Mugs, new("berlin"), 1, "note-berlin", cancellationToken: Token);
        var view = (await shop.DoAsync(CartShop.Anna, CartCommand.Add(CartShop.Mug with { PickupStore = "berlin" }, 2))).View;

        Assert.IsType<CartResult.Refused>(await shop.Carts.ClaimAsync(CartShop.Anna, new CartClaim { TotalHash = view.TotalHash }, cancellationToken: Token));
        var less = (await shop.DoAsync(CartShop.Anna, CartCommand.Set(CartShop.Mug with { PickupStore = "berlin" }, 1))).View;
        Assert.IsType<CartResult.Applied>(await shop.Carts.ClaimAsync(CartShop.Anna, new CartClaim { TotalHash = less.TotalHash }, cancellationToken: Token));
        Assert.Equal("berlin 1-1, warehouse 9-0", string.Join(", ", (await shop.Runtime.Inventory.FindAsync(Mugs, Token)).Levels.Select(level => $"{level.Place} {level.OnHand}-{level.Reserved}")));
    }

    private static async Task<CartShop> OpenAsync(StockReservations reservations, int mugs)
    {
        var shop = await CartShop.OpenAsync(options => options.Carts.Reservations = reservations);
        await shop.Runtime.Inventory.ReceiveAsync(Mugs, new("warehouse"), mugs, "note-1", cancellationToken: Token);
        return shop;
    }

    private static async Task<CartResult.Applied> ClaimAsync(CartShop shop, CartId cart, int mugs)
    {
        var view = (await shop.DoAsync(cart, CartCommand.Add(CartShop.Mug, mugs))).View;
        return Assert.IsType<CartResult.Applied>(await shop.Carts.ClaimAsync(cart, new CartClaim { TotalHash = view.TotalHash }, cancellationToken: Token));
    }

    private static async Task<(int OnHand, int Available)> LevelAsync(CartShop shop)
    {
        var view = await shop.Runtime.Inventory.FindAsync(Mugs, Token);
        return (view.Levels.Sum(level => level.OnHand), view.Available);
    }
}
