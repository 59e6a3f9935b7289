namespace OmniChannel.Tests.Orchestration;

/// <summary>What a message speaks of is looked at when it is decided, and again at the moment of sending.</summary>
public sealed class MessageRelevanceTests
{
    private static readonly StockItem Shirt = new("shirt-m");
    private static readonly StockItem Socks = new("socks");
    private static readonly StockPlace Berlin = new("berlin");
    private static readonly CartId Cart = new(Shop.Anna);

    [Fact]
    public async Task Send_OfWhatIsSoldOut_IsSkippedWithThatReason()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.Inventory.ReceiveAsync(Shirt, Berlin, 1, "in-1", cancellationToken: Shop.Stop);
        await SellAsync(shop, Shirt);

        var skipped = Assert.IsType<SendResult.Skipped>(await shop.SendAsync(About(new() { Items = [Shirt] })));

        var reason = skipped.Decision[Channel.Email]!.Blocks.First(block => block.Gate == Gate.Relevance).Reason;
        Assert.Equal(("relevance.sold-out", "what it speaks of is sold out (shirt-m)"), (reason.Code, reason.ToString()));
    }

    [Theory]
    [InlineData(false, DeliveryStatus.Accepted)]
    [InlineData(true, DeliveryStatus.Skipped)]
    public async Task Dispatch_OfWhatWasSoldMeanwhile_IsSkippedOnceNothingIsLeft(bool socksToo, DeliveryStatus expected)
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.Inventory.ReceiveAsync(Shirt, Berlin, 1, "in-1", cancellationToken: Shop.Stop);
        await shop.Runtime.Inventory.ReceiveAsync(Socks, Berlin, 1, "in-1", cancellationToken: Shop.Stop);
        var delivery = await shop.QueueAsync(About(new() { Items = [Shirt, Socks] }));
        await SellAsync(shop, Shirt);
        await (socksToo ? SellAsync(shop, Socks) : Task.CompletedTask);

        await shop.DispatchAsync();

        await AssertEndAsync(shop, delivery, expected, "relevance.sold-out");
    }

    [Fact]
    public async Task Send_OfWhatWasNeverReceived_IsNotSoldOut()
    {
        await using var shop = await Shop.OpenAsync();

        Assert.IsType<SendResult.Queued>(await shop.SendAsync(About(new() { Items = [Shirt] })));
    }

    [Fact]
    public async Task Dispatch_OfACartThatWasClaimed_IsSkippedWithThatReason()
    {
        await using var shop = await Shop.OpenAsync();
        var view = await DoAsync(shop, CartCommand.Add(new CartItem { Variant = "shirt-m" }));
        var delivery = await shop.QueueAsync(About(new() { Cart = Cart }));
        Assert.IsType<CartResult.Applied>(await shop.Runtime.Carts.ClaimAsync(Cart, new CartClaim { TotalHash = view.TotalHash }, cancellationToken: Shop.Stop));

        await shop.DispatchAsync();

        await AssertEndAsync(shop, delivery, DeliveryStatus.Skipped, "relevance.cart-bought");
        Assert.DoesNotContain("anna", (await shop.ReportAsync(delivery)).Reason!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispatch_OfACartThatWasEmptied_IsSkippedWithThatReason()
    {
        await using var shop = await Shop.OpenAsync();
        await DoAsync(shop, CartCommand.Add(new CartItem { Variant = "shirt-m" }));
        var delivery = await shop.QueueAsync(About(new() { Cart = Cart }));
        await DoAsync(shop, CartCommand.Clear());

        await shop.DispatchAsync();

        await AssertEndAsync(shop, delivery, DeliveryStatus.Skipped, "relevance.cart-empty");
    }

    [Theory]
    [InlineData(59, DeliveryStatus.Accepted)]
    [InlineData(60, DeliveryStatus.Skipped)]
    public async Task Dispatch_AroundTheEndOfTheOffer_SendsUpToIt(int minutes, DeliveryStatus expected)
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await shop.QueueAsync(About(new() { OfferEnds = Shop.Noon.AddHours(1) }));
        shop.Clock.Advance(TimeSpan.FromMinutes(minutes));

        await shop.DispatchAsync();

        await AssertEndAsync(shop, delivery, expected, "relevance.offer-ended");
    }

    [Theory]
    [InlineData(59, DeliveryStatus.Accepted)]
    [InlineData(60, DeliveryStatus.Skipped)]
    public async Task Dispatch_AroundTheEndOfTheCampaign_SendsUpToIt(int minutes, DeliveryStatus expected)
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Campaigns[0] = Shop.Campaign with { EndsAt = Shop.Noon.AddHours(1) });
        var delivery = await shop.QueueAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(minutes));

        await shop.DispatchAsync();

        await AssertEndAsync(shop, delivery, expected, "relevance.offer-ended");
    }

    [Fact]
    public async Task Decide_OfAnOfferThatEnded_SaysSoEverywhere()
    {
        await using var shop = await Shop.OpenAsync();
        var message = About(new() { OfferEnds = Shop.Noon });
        var loaded = await shop.Runtime.LoadAsync(Shop.Reminder, Shop.Anna, Shop.Stop);

        foreach (var decision in new[] { await shop.Runtime.DecideAsync(message, Shop.Anna, Shop.Stop), loaded.Decide(message) })
        {
            Assert.Null(decision.Choice);
            Assert.Equal("relevance.offer-ended", decision[Channel.Email]!.Blocks.First(block => block.Gate == Gate.Relevance).Reason.Code);
        }
    }

    [Fact]
    public async Task Send_NotBeforeTheOfferIsOver_PlansNothingBeyondIt()
    {
        await using var shop = await Shop.OpenAsync();
        var message = About(new() { OfferEnds = Shop.Noon.AddHours(2) });

        Assert.IsType<SendResult.Deferred>(await shop.SendAsync(message, new SendOptions { NotBefore = Shop.Noon.AddHours(1) }));
        Assert.Equal(RefusedKind.Expired, Assert.IsType<SendResult.Refused>(await shop.SendAsync(message, new SendOptions { NotBefore = Shop.Noon.AddHours(2) })).Kind);
    }

    [Fact]
    public async Task Send_AgainWithTheSameKeyAboutSomethingElse_IsRefused()
    {
        await using var shop = await Shop.OpenAsync();
        var options = new SendOptions { IdempotencyKey = "k" };
        await shop.SendAsync(About(new() { Items = [Shirt] }), options);

        Assert.Equal(RefusedKind.KeyReused, Assert.IsType<SendResult.Refused>(await shop.SendAsync(About(new() { Items = [Socks] }), options)).Kind);
        Assert.True(Assert.IsType<SendResult.Queued>(await shop.SendAsync(About(new() { Items = [Shirt] }), options)).IsReplay);
    }

    private static Message About(MessageAbout about) => Shop.Message with { About = about };

    private static async Task SellAsync(Shop shop, StockItem item) =>
        Assert.IsType<ReserveResult.Reserved>(await shop.Runtime.Inventory.SellAsync(new StockRequest { Item = item, Reservation = new("till-1"), Quantity = 1 }, cancellationToken: Shop.Stop));

    private static async Task<CartView> DoAsync(Shop shop, CartCommand command) =>
        Assert.IsType<CartResult.Applied>(await shop.Runtime.Carts.DoAsync(Cart, command, cancellationToken: Shop.Stop)).View;

    private static async Task AssertEndAsync(Shop shop, DeliveryId delivery, DeliveryStatus expected, string code)
    {
        var report = await shop.ReportAsync(delivery);
        Assert.Equal(expected, report.Status);
        Assert.Equal(expected == DeliveryStatus.Accepted ? null : code, report.Reason?.Code);
        Assert.Equal(expected == DeliveryStatus.Accepted ? 1 : 0, shop.Mail.Given.Count);
    }
}
