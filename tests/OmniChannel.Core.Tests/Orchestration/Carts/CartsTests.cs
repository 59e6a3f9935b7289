using static OmniChannel.Tests.Orchestration.Carts.CartShop;

namespace OmniChannel.Tests.Orchestration.Carts;

/// <summary>Commands on stored carts: idempotency, undo, fields, replacement, prices, the timeline.</summary>
public sealed class CartsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Do_AddsSetsUndoes_AndTheRowIsTheLog()
    {
        await using var shop = await OpenAsync();
        Assert.Null(await shop.Carts.ReadAsync(Anna, Token));

        await shop.DoAsync(Anna, CartCommand.Add(Mug, 2));
        var set = await shop.DoAsync(Anna, CartCommand.Set(Mug, 7));
        await shop.DoAsync(Anna, CartCommand.Add(Lamp));
        Assert.Equal("7 mug, 1 lamp", await shop.LinesAsync(Anna));

        await shop.DoAsync(Anna, CartCommand.Undo(set.OpId));
        Assert.Equal("2 mug, 1 lamp", await shop.LinesAsync(Anna));
        await shop.DoAsync(Anna, CartCommand.Clear());
        Assert.Equal("", await shop.LinesAsync(Anna));
    }

    [Fact]
    public async Task Do_TheSameOperationAgain_AnswersWhatItAnswered_AndAnotherPayloadIsRefused()
    {
        await using var shop = await OpenAsync();
        var command = CartCommand.Add(Mug, 2) with { OpId = "op-1", Actor = "phone" };
        var first = await shop.DoAsync(Anna, command);
        await shop.DoAsync(Anna, CartCommand.Add(Lamp));

        var again = await shop.DoAsync(Anna, command);
        Assert.Equal((true, first.Version, "2 mug"), (again.IsReplay, again.Version, Lines(again.View)));
        Assert.Equal("2 mug, 1 lamp", await shop.LinesAsync(Anna));
        Assert.Equal(CartRefusal.OpReused, (await shop.RefusedAsync(Anna, CartCommand.Add(Mug, 3) with { OpId = "op-1", Actor = "phone" })).Reason);
        Assert.Equal(CartRefusal.OpReused, (await shop.RefusedAsync(Anna, CartCommand.Add(Lamp, 2) with { OpId = "op-1", Actor = "phone" })).Reason);
        Assert.False((await shop.DoAsync(Guest, command)).IsReplay);
    }

    [Fact]
    public async Task Do_ConcurrentDuplicates_ApplyOnce()
    {
        await using var shop = await OpenAsync();
        var command = CartCommand.Add(Mug) with { OpId = "once" };
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => shop.Carts.DoAsync(Anna, command, cancellationToken: Token).AsTask())));

        Assert.Single(results, result => result is CartResult.Applied { IsReplay: false });
        Assert.Equal("1 mug", await shop.LinesAsync(Anna));
    }

    [Fact]
    public async Task Do_OnACartThatIsNot_IsNotFound()
    {
        await using var shop = await OpenAsync();
        Assert.Equal(CartRefusal.NotFound, (await shop.RefusedAsync(new CartId(Anna.Customer, 2), CartCommand.Add(Mug))).Reason);
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Carts.DoAsync(default, CartCommand.Add(Mug), cancellationToken: Token));
    }

    [Fact]
    public async Task Fields_AreKeptBesideTheLog_AndCanBeErased()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.SetField("note", "for Ben, ben@example.com"));
        var second = await shop.DoAsync(Anna, CartCommand.SetField("note", "ring twice"));
        Assert.Equal("ring twice", second.View.Fields["note"]);
        var undone = await shop.DoAsync(Anna, CartCommand.Undo(second.OpId));
        Assert.Equal("for Ben, ben@example.com", undone.View.Fields["note"]);

        var log = await shop.Store.ReadEventsAsync(TenantId.Default, OmniChannel.Storage.PartitionKey.Of(Anna.Customer), "c", 0, 100, Token);
        Assert.Equal(3, log.Count);
        Assert.DoesNotContain(log, row => System.Text.Encoding.UTF8.GetString(row.Entry.Body.Span).Contains("ben@", StringComparison.Ordinal));
        await shop.Carts.EraseFieldsAsync(Anna, cancellationToken: Token);
        Assert.Empty((await shop.Carts.ReadAsync(Anna, Token))!.Fields);
    }

    [Fact]
    public async Task Replace_ByTwoAgentsOfTheSameVersion_KeepsBothItems()
    {
        await using var shop = await OpenAsync();
        var served = (await shop.DoAsync(Anna, CartCommand.Add(Mug))).Version;
        CartQuantity[] with(string other) => [new CartQuantity { Item = Mug, Quantity = 1 }, new CartQuantity { Item = new CartItem { Variant = other }, Quantity = 1 }];

        await shop.Carts.ReplaceAsync(Anna, with("a"), new CartClient { Actor = "one", BasedOn = served, OpId = "put-1" }, cancellationToken: Token);
        await shop.Carts.ReplaceAsync(Anna, with("b"), new CartClient { Actor = "two", BasedOn = served }, cancellationToken: Token);
        await shop.Carts.ReplaceAsync(Anna, with("a"), new CartClient { Actor = "one", BasedOn = served, OpId = "put-1" }, cancellationToken: Token);

        Assert.Equal("1 mug, 1 a, 1 b", await shop.LinesAsync(Anna));
        var unknown = await shop.Carts.ReplaceAsync(Anna, [], new CartClient { Actor = "three" }, cancellationToken: Token);
        Assert.Equal(CartRefusal.VersionRequired, Assert.IsType<CartResult.Refused>(unknown).Reason);
        var known = await shop.Carts.ReplaceAsync(Anna, with("a"), new CartClient { Actor = "one" }, cancellationToken: Token);
        Assert.IsType<CartResult.Applied>(known);
        Assert.Equal("1 mug, 1 a, 1 b", await shop.LinesAsync(Anna));
    }

    [Fact]
    public async Task Reprice_NamesWhatDiffers_AndTheTotalFollows()
    {
        await using var shop = await OpenAsync();
        var before = await shop.DoAsync(Anna, CartCommand.Add(Mug, 3) with { Price = Money.Of(5, "EUR") });
        Assert.Equal(Money.Of(15, "EUR"), before.View.Total);

        var key = before.View.Lines[0].Key;
        var quote = new CartQuote { Unit = Money.Of(6, "EUR"), ListVersion = "summer", At = Noon };
        var difference = Assert.Single(await shop.Carts.RepriceAsync(Anna, new Dictionary<LineKey, CartQuote> { [key] = quote }, cancellationToken: Token));
        Assert.Equal((Money.Of(5, "EUR"), Money.Of(6, "EUR")), (difference.Before, difference.After));
        Assert.Empty(await shop.Carts.RepriceAsync(Anna, new Dictionary<LineKey, CartQuote> { [key] = quote }, cancellationToken: Token));
        var after = (await shop.Carts.ReadAsync(Anna, Token))!;
        Assert.Equal((Money.Of(18, "EUR"), "summer"), (after.Total, after.Lines[0].Quote?.ListVersion));
        Assert.NotEqual(before.View.TotalHash, after.TotalHash);
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Carts.RepriceAsync(Anna, new Dictionary<LineKey, CartQuote> { [key] = quote with { Unit = Money.Of(6, "SEK") } }, cancellationToken: Token));
        Assert.Equal(CartRefusal.CurrencyMismatch, (await shop.RefusedAsync(Anna, CartCommand.Add(Lamp) with { Price = Money.Of(1, "SEK") })).Reason);
    }

    [Fact]
    public async Task Audit_NamesWhoWhereAndWhen_AndTheTimelineReads()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Mug, 2) with { Actor = "phone", Where = Channel.LiveChat, At = Noon.AddMinutes(-5) });
        await shop.DoAsync(Anna, CartCommand.Add(Mug) with { Actor = "till" });

        var units = await shop.Carts.AuditAsync(Anna, Token);
        Assert.Equal([(2, "phone", Channel.LiveChat, Noon.AddMinutes(-5)), (1, "till", (Channel?)null, Noon)], units.Select(unit => (unit.Quantity, unit.Actor!, unit.Where, unit.At!.Value)));
        var timeline = new List<string>();
        await foreach (var entry in shop.Runtime.ReadTimelineAsync(Anna.Customer, Token))
        {
            timeline.Add($"{entry.Type}: {entry.Summary}");
        }

        Assert.Equal([$"cart.added: Cart 1: 2 × mug added, by phone on {Channel.LiveChat}.", "cart.added: Cart 1: 1 × mug added, by till."], timeline);
    }

    [Fact]
    public async Task ShoppableLink_AddsOnceForEachClick_AndSaysWhereItCameFrom()
    {
        await using var shop = await OpenAsync();
        var post = new ShoppableLink { Id = "reel-7", Channel = Channel.Instagram, Item = Mug, Price = Money.Of(9, "EUR") };
        var cart = await shop.Carts.CurrentAsync(Anna.Customer, Token);
        await shop.DoAsync(cart, post.Follow("click-1"));
        Assert.True((await shop.DoAsync(cart, post.Follow("click-1"))).IsReplay);
        await shop.DoAsync(cart, post.Follow("click-2"));

        Assert.Equal("2 mug", await shop.LinesAsync(Anna));
        Assert.All(await shop.Carts.AuditAsync(Anna, Token), unit => Assert.Equal(("link/reel-7", Channel.Instagram), (unit.Actor, unit.Where!.Value)));
    }

    [Fact]
    public async Task LikeOrSave_BecomesALine_Once()
    {
        await using var shop = await OpenAsync();
        var like = new Touchpoint
        {
            Source = "/instagram", Id = "like-1", Type = TouchpointType.ItemLiked, Customer = Anna.Customer, At = Noon.AddHours(-1), Channel = Channel.Instagram,
            Data = new Dictionary<string, string> { ["variant"] = "mug" },
        };
        await shop.Runtime.RecordAsync(like, cancellationToken: Token);
        var saved = await shop.DoAsync(Anna, CartCommand.Of(like)!);
        Assert.Equal(["mug"], saved.View.Saved.Select(line => line.Item.Variant));
        Assert.True((await shop.DoAsync(Anna, CartCommand.Of(like)!)).IsReplay);
        Assert.Null(CartCommand.Of(like with { Data = new Dictionary<string, string>() }));
        Assert.Equal(CartRefusal.OpReused, (await shop.RefusedAsync(Anna, CartCommand.Of(like, saved: false)!)).Reason);
    }

    [Fact]
    public async Task BasedOn_FromADeviceThatLags_RemovesOnlyWhatItSaw()
    {
        await using var shop = await OpenAsync();
        var seen = (await shop.DoAsync(Anna, CartCommand.Add(Mug, 3) with { Actor = "phone" })).Version;
        await shop.DoAsync(Anna, CartCommand.Add(Mug, 2) with { Actor = "laptop" });
        await shop.DoAsync(Anna, CartCommand.Remove(Mug) with { Actor = "phone", BasedOn = seen });

        Assert.Equal("2 mug", await shop.LinesAsync(Anna));
        Assert.Equal(CartRefusal.VersionConflict, (await shop.RefusedAsync(Anna, CartCommand.Clear() with { ExpectedVersion = seen })).Reason);
    }
}
