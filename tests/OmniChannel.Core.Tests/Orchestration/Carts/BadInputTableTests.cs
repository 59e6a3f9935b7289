using OmniChannel.Storage;
using static OmniChannel.Tests.Orchestration.Carts.CartShop;

namespace OmniChannel.Tests.Orchestration.Carts;

/// <summary>The table of cart.md 2.8, line by line in its order, on the whole way through the store: what is refused leaves no trace. What attributes are not is in <c>CartRulesTests</c>.</summary>
public sealed class BadInputTableTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_000)]
    [InlineData(int.MinValue)]
    public async Task Line01_QuantityOutOfBounds_IsInvalidAndNothingIsStored(int quantity)
    {
        await using var shop = await FilledAsync();
        await RefusedAsync(shop, CartRefusal.InvalidQuantity, CartCommand.Add(Mug, quantity));
        await RefusedAsync(shop, CartRefusal.InvalidQuantity, CartCommand.Decrement(Mug, quantity));
        await RefusedAsync(shop, CartRefusal.InvalidQuantity, CartCommand.Set(Mug, quantity == 0 ? -1 : quantity));
    }

    [Fact]
    public async Task Line02_SumBeyondTheLimit_ByALinkOrByAdds_IsStoredFlaggedAndBlocksTheOrder()
    {
        await using var shop = await FilledAsync();
        await shop.DoAsync(Guest, CartCommand.Add(Mug, 9_999));
        var linked = Assert.IsType<CartResult.Applied>(await shop.Carts.LinkAsync(Guest, Anna, CartMergePolicy.Sum, cancellationToken: Token)).View;
        Assert.Equal((10_001, true), (linked.Lines[0].Quantity, linked.Lines[0].IsOverLimit));
        var added = (await shop.DoAsync(Anna, CartCommand.Add(Mug, 9_999) with { Actor = "phone", BasedOn = 0 })).View;
        Assert.Equal((20_000, true), (added.Lines[0].Quantity, added.Lines[0].IsOverLimit));

        Assert.Equal(CartRefusal.OverLimit, Reason(await shop.Carts.ClaimAsync(Anna, new CartClaim { TotalHash = added.TotalHash }, cancellationToken: Token)));
    }

    [Fact]
    public async Task Line03_SetToZero_Removes()
    {
        await using var shop = await FilledAsync();
        Assert.Empty((await shop.DoAsync(Anna, CartCommand.Set(Mug, 0))).View.Lines);
    }

    [Fact]
    public async Task Line04_AnUnknownLine_RemoveAndDecrementAreKeptForAudit_SetMakesIt()
    {
        await using var shop = await FilledAsync();
        await shop.DoAsync(Anna, CartCommand.Remove(Lamp));
        await shop.DoAsync(Anna, CartCommand.Decrement(Lamp));
        Assert.Equal("2 mug", await shop.LinesAsync(Anna));
        Assert.Equal("2 mug, 4 lamp", Lines((await shop.DoAsync(Anna, CartCommand.Set(Lamp, 4))).View));
        Assert.Equal(4, await EventsAsync(shop));
    }

    [Fact]
    public async Task Line05_BasedOnAheadOfTheServer_IsFutureContext()
    {
        await using var shop = await FilledAsync();
        Assert.Equal(1, (await RefusedAsync(shop, CartRefusal.FutureContext, CartCommand.Add(Mug) with { BasedOn = 2 })).Version);
    }

    [Fact]
    public async Task Line06_AGapInTheActorsCount_NamesWhatIsMissing()
    {
        await using var shop = await FilledAsync();
        Assert.Equal(1, (await RefusedAsync(shop, CartRefusal.MissingOps, CartCommand.Add(Mug) with { Actor = "phone", ActorSequence = 2 })).From);
        await shop.DoAsync(Anna, CartCommand.Add(Mug) with { Actor = "phone", ActorSequence = 1 });
        await shop.DoAsync(Anna, CartCommand.Add(Mug) with { Actor = "phone", ActorSequence = 2 });
    }

    /// <summary>Whoever repeats an operation that is still running waits for it and is answered the same: there is no third answer.</summary>
    [Fact]
    public async Task Line07_ANameAgain_IsAnsweredTheSame_WithAnotherContentRefused_WhileItRunsOnce()
    {
        await using var shop = await FilledAsync();
        var command = CartCommand.Add(Lamp) with { OpId = "op" };
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => shop.Carts.DoAsync(Anna, command, cancellationToken: Token).AsTask())));
        Assert.Single(results.Cast<CartResult.Applied>(), applied => !applied.IsReplay);
        Assert.Single(results.Select(result => ((CartResult.Applied)result).Version).Distinct());
        await RefusedAsync(shop, CartRefusal.OpReused, CartCommand.Add(Lamp, 2) with { OpId = "op" });
        await RefusedAsync(shop, CartRefusal.OpReused, CartCommand.Remove(Lamp) with { OpId = "op" });
    }

    /// <summary>The library has no HTTP edge for carts; a host that has one asks for the name there.</summary>
    [Fact]
    public async Task Line08_NoName_IsGivenOne_AndEachCallCounts()
    {
        await using var shop = await FilledAsync();
        var (first, second) = (await shop.DoAsync(Anna, CartCommand.Add(Mug)), await shop.DoAsync(Anna, CartCommand.Add(Mug)));
        Assert.NotEqual(first.OpId, second.OpId);
        Assert.Equal("4 mug", await shop.LinesAsync(Anna));
    }

    [Fact]
    public async Task Line09_ExpectedVersionThatIsStale_IsAConflictWithTheCurrentOne()
    {
        await using var shop = await FilledAsync();
        Assert.Equal(1, (await RefusedAsync(shop, CartRefusal.VersionConflict, CartCommand.Add(Mug) with { ExpectedVersion = 0 })).Version);
    }

    [Fact]
    public async Task Line10_AFullReplacement_IsAThreeWayDifference_AndWithoutAVersionRefused()
    {
        await using var shop = await FilledAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Lamp) with { Actor = "phone" });
        Assert.Equal(CartRefusal.VersionRequired, Reason(await shop.Carts.ReplaceAsync(Anna, [], new CartClient { Actor = "agent" }, cancellationToken: Token)));
        Assert.Equal("2 mug, 1 lamp", await shop.LinesAsync(Anna));

        // The agent had seen the mugs alone, and takes them away.
        Assert.IsType<CartResult.Applied>(await shop.Carts.ReplaceAsync(Anna, [], new CartClient { Actor = "agent", BasedOn = 1 }, cancellationToken: Token));
        Assert.Equal("1 lamp", await shop.LinesAsync(Anna));
    }

    [Fact]
    public async Task Line11_ACartMergedOrderedGoneOrUnknown_SaysSo_AndWhereToGoOn()
    {
        await using var shop = await FilledAsync();
        await shop.DoAsync(Guest, CartCommand.Add(Mug));
        await shop.Carts.LinkAsync(Guest, Anna, cancellationToken: Token);
        Assert.Equal(Anna, (await RefusedAsync(shop, CartRefusal.CartMerged, CartCommand.Remove(Mug), Guest)).Into);

        var seen = (await shop.Carts.ReadAsync(Anna, Token))!;
        var claim = Assert.IsType<CartResult.Applied>(await shop.Carts.ClaimAsync(Anna, new CartClaim { TotalHash = seen.TotalHash }, cancellationToken: Token));
        var next = new CartId(Anna.Customer, 2);
        Assert.Equal(next, (await RefusedAsync(shop, CartRefusal.CartClaimed, CartCommand.Remove(Mug))).Into);
        await shop.Carts.CompleteAsync(Anna, claim.Version, "o-1", cancellationToken: Token);
        var ordered = await RefusedAsync(shop, CartRefusal.CartOrdered, CartCommand.Remove(Mug));
        Assert.Equal(("o-1", next), (ordered.Order, ordered.Into));

        await RefusedAsync(shop, CartRefusal.NotFound, CartCommand.Add(Mug), new CartId(Anna.Customer, 7));
        await shop.DoAsync(next, CartCommand.Add(Mug));
        shop.Clock.Advance(TimeSpan.FromDays(401));
        await shop.Runtime.DispatchDueAsync(Token);
        await RefusedAsync(shop, CartRefusal.Gone, CartCommand.Add(Mug), next);
    }

    [Fact]
    public async Task Line12_ACartOfSomebodyElse_IsNeverReassigned()
    {
        await using var shop = await FilledAsync();
        await shop.Runtime.SaveAsync(new CustomerProfile { Id = Anna.Customer }, Token);
        await shop.DoAsync(Guest, CartCommand.Add(Lamp));

        Assert.Equal(CartRefusal.AlreadyOwned, Reason(await shop.Carts.LinkAsync(Anna, Guest, cancellationToken: Token)));
        Assert.Equal(("2 mug", "1 lamp"), (await shop.LinesAsync(Anna), await shop.LinesAsync(Guest)));
    }

    [Fact]
    public async Task Line13_ALinkToItself_InACircle_OfAnotherCurrencyOrTenant_ChangesNothing()
    {
        await using var shop = await FilledAsync();
        Assert.Equal(1, Assert.IsType<CartResult.Applied>(await shop.Carts.LinkAsync(Anna, Anna, cancellationToken: Token)).Version);
        await shop.DoAsync(Guest, CartCommand.Add(Lamp));
        await shop.Carts.LinkAsync(Guest, Anna, cancellationToken: Token);
        Assert.Equal(CartRefusal.Cycle, Reason(await shop.Carts.LinkAsync(Anna, Guest, cancellationToken: Token)));

        CartId euros = new(new CustomerId("euros")), crowns = new(new CustomerId("crowns"));
        await shop.DoAsync(euros, CartCommand.Add(Mug) with { Price = Money.Of(1, "EUR") });
        await shop.DoAsync(crowns, CartCommand.Add(Mug) with { Price = Money.Of(1, "SEK") });
        Assert.Equal(CartRefusal.CurrencyMismatch, Reason(await shop.Carts.LinkAsync(crowns, euros, cancellationToken: Token)));

        // Another tenant's cart of the same name is not there.
        await using var other = OmniChannelRuntime.Create(new OmniChannelSetup { Store = shop.Store, Time = shop.Clock, Tenant = new TenantId("other") });
        await other.StartAsync(Token);
        var theirs = new CartId(new CustomerId("theirs"));
        await other.Carts.DoAsync(theirs, CartCommand.Add(Mug), cancellationToken: Token);
        Assert.Equal(CartRefusal.NotFound, Reason(await shop.Carts.LinkAsync(theirs, Anna, cancellationToken: Token)));
        Assert.Null(await other.Carts.ReadAsync(Anna, Token));
    }

    [Fact]
    public async Task Line14_AttributesLinesAndCodesOutOfBounds_AreRefused()
    {
        await using var shop = await FilledAsync();
        string[] bad = [$"{{\"a\":\"{new string('x', 2_048)}\"}}", "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}}}", "{\"a\":NaN}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\u0007\"}"];
        foreach (var attributes in bad)
        {
            await RefusedAsync(shop, CartRefusal.InvalidAttributes, CartCommand.Add(Mug with { Attributes = attributes }));
        }

        for (var i = 1; i < 500; i++)
        {
            await shop.Carts.DoAsync(Anna, CartCommand.Add(new CartItem { Variant = $"v{i}" }), cancellationToken: Token);
        }

        await RefusedAsync(shop, CartRefusal.TooManyLines, CartCommand.Add(Lamp));
        for (var i = 0; i < 50; i++)
        {
            await shop.Carts.DoAsync(Anna, CartCommand.AddCode($"c{i}"), cancellationToken: Token);
        }

        await RefusedAsync(shop, CartRefusal.TooManyLines, CartCommand.AddCode("one more"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("0000")]
    [InlineData("-1")]
    [InlineData("anonymous")]
    [InlineData("long")]
    public async Task Line15_AnIdentifierThatSaysNothing_StaysOnTheEvent_AndMatchesNobody(string value)
    {
        await using var shop = await FilledAsync();
        var said = value == "long" ? new string('x', 1_025) : value;
        var visit = new Touchpoint { Source = "/web", Id = "1", Type = TouchpointType.SiteVisited, Customer = Anna.Customer, Identifiers = [new Identifier { Type = IdentifierType.Browser, Value = said }], At = Noon, Channel = Channel.Website };

        await shop.Runtime.RecordAsync(visit, cancellationToken: Token);
        var other = await shop.Runtime.Identities.ResolveAsync([new Identifier { Type = IdentifierType.Browser, Value = said }], cancellationToken: Token);

        Assert.NotEqual(Anna.Customer, other.Customer);
        Assert.Null(await shop.Runtime.Identities.FindAsync(new Identifier { Type = IdentifierType.Browser, Value = said }, Token));
        var stored = await shop.Store.ReadEventsAsync(TenantId.Default, PartitionKey.Of(Anna.Customer), "/web", 0, 10, Token);
        Assert.Equal(said, StoredJson.Read(Assert.Single(stored).Entry.Body, StoredJson.Default.TimelineBody).Touchpoint!.Identifiers![0].Value);
    }

    [Fact]
    public async Task Line16_UndoOfWhatIsUnknownFoldedOrAnothers_IsRefused()
    {
        await using var shop = await FilledAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Lamp) with { OpId = "mine", Actor = "phone" });
        await RefusedAsync(shop, CartRefusal.UnknownOp, CartCommand.Undo("nothing"));
        await RefusedAsync(shop, CartRefusal.Forbidden, CartCommand.Undo("mine") with { Actor = "laptop" });
        shop.Clock.Advance(TimeSpan.FromDays(31));
        await shop.Runtime.DispatchDueAsync(Token);
        await RefusedAsync(shop, CartRefusal.UndoExpired, CartCommand.Undo("mine") with { Actor = "phone" });
    }

    [Fact]
    public async Task Line17_ATokenUsedExpiredTamperedOrForSomebodyElse_SaysSo()
    {
        await using var shop = await FilledAsync();
        var session = await shop.Runtime.Sessions.StartAsync(Anna.Customer, cancellationToken: Token);
        var (once, late) = (await MintAsync(), await MintAsync());
        Assert.Equal(HandOffRefusal.Forbidden, await RedeemAsync(once, "store"));
        Assert.Null(await RedeemAsync(once, "app"));
        Assert.Equal(HandOffRefusal.TokenUsed, await RedeemAsync(once, "app"));
        Assert.Equal(HandOffRefusal.NotFound, await RedeemAsync((late[0] == 'A' ? 'B' : 'A') + late[1..], "app"));
        shop.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HandOffRefusal.TokenExpired, await RedeemAsync(late, "app"));

        async Task<string> MintAsync() => (await shop.Runtime.HandOffs.MintAsync(new HandOffRequest { Customer = Anna.Customer, Session = session.Session.Id, Audience = "app" }, Token))!.Token;

        async Task<HandOffRefusal?> RedeemAsync(string token, string audience) =>
            await shop.Runtime.HandOffs.RedeemAsync(token, audience, DeviceKind.Mobile, Token) is RedeemResult.Refused refused ? refused.Because : null;
    }

    /// <summary>Anna's cart with two mugs: version 1.</summary>
    private static async Task<CartShop> FilledAsync()
    {
        var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Mug, 2));
        return shop;
    }

    private static async Task<CartResult.Refused> RefusedAsync(CartShop shop, CartRefusal reason, CartCommand command, CartId? cart = null)
    {
        var before = (await EventsAsync(shop), await shop.LinesAsync(Anna));
        var refused = await shop.RefusedAsync(cart ?? Anna, command);
        Assert.Equal(reason, refused.Reason);
        Assert.Equal(before, (await EventsAsync(shop), await shop.LinesAsync(Anna)));
        return refused;
    }

    private static CartRefusal Reason(CartResult result) => Assert.IsType<CartResult.Refused>(result).Reason;

    private static async Task<int> EventsAsync(CartShop shop) =>
        (await shop.Store.ReadEventsAsync(TenantId.Default, PartitionKey.Of(Anna.Customer), null, 0, StoreLimits.MaxEvents, Token)).Count;
}
