namespace OmniChannel.Tests.Orchestration.Sessions;

/// <summary>What a token that was handed over is good for, at the cart: looking, changing, paying.</summary>
public sealed class ScopeTests
{
    private static readonly CartItem Mug = new() { Variant = "mug" };

    [Theory]
    [InlineData(SessionScope.View, false, false)]
    [InlineData(SessionScope.Edit, true, false)]
    [InlineData(SessionScope.Pay, true, true)]
    public async Task Allow_OfATokenHandedOver_LetsItDoWhatItIsGoodFor(SessionScope scope, bool mayAdd, bool mayClaim)
    {
        await using var shop = await Shop.OpenAsync();
        var carts = shop.Runtime.Carts;
        await carts.DoAsync(new CartId(Shop.Anna), CartCommand.Add(Mug), cancellationToken: Shop.Stop);
        var web = await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop);
        var code = (await shop.Runtime.HandOffs.MintAsync(new HandOffRequest { Customer = Shop.Anna, Session = web.Session.Id, Audience = "app", Scope = scope }, Shop.Stop))!;
        var token = Assert.IsType<RedeemResult.Redeemed>(await shop.Runtime.HandOffs.RedeemAsync(code.Token, "app", DeviceKind.Mobile, Shop.Stop)).Handle.Token;

        Assert.IsType<SessionResult.Found>(await shop.Runtime.Sessions.AllowAsync(token, SessionScope.View, Shop.Stop));
        var edit = await shop.Runtime.Sessions.AllowAsync(token, SessionScope.Edit, Shop.Stop);
        Assert.Equal(mayAdd, edit is SessionResult.Found);
        Assert.Equal(!mayAdd, edit is SessionResult.Forbidden);
        if (edit is SessionResult.Found { Session.Customer: var customer })
        {
            var added = Assert.IsType<CartResult.Applied>(await carts.DoAsync(await carts.CurrentAsync(customer, Shop.Stop), CartCommand.Add(Mug), cancellationToken: Shop.Stop));
            Assert.Equal((new CartId(Shop.Anna), 2), (added.Cart, added.View.Lines[0].Quantity));
        }

        var pay = await shop.Runtime.Sessions.AllowAsync(token, SessionScope.Pay, Shop.Stop);
        Assert.Equal(mayClaim, pay is SessionResult.Found);
        Assert.Equal(!mayClaim, pay is SessionResult.Forbidden);
        if (pay is SessionResult.Found { Session.Customer: var buyer })
        {
            var seen = (await carts.ReadAsync(await carts.CurrentAsync(buyer, Shop.Stop), Shop.Stop))!;
            Assert.IsType<CartResult.Applied>(await carts.ClaimAsync(seen.Cart, new CartClaim { TotalHash = seen.TotalHash }, cancellationToken: Shop.Stop));
        }
    }

    [Fact]
    public async Task Allow_WrongSecretOrNoSession_AreAnsweredTheSame_AndAnEndedOneSaysSo()
    {
        await using var shop = await Shop.OpenAsync();
        var web = await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop);
        var tampered = (web.Token[0] == '0' ? '1' : '0') + web.Token[1..];

        Assert.Equal(new SessionResult.NotFound(), await shop.Runtime.Sessions.AllowAsync(tampered, SessionScope.View, Shop.Stop));
        Assert.Equal(new SessionResult.NotFound(), await shop.Runtime.Sessions.AllowAsync("no token", SessionScope.Pay, Shop.Stop));
        await shop.Runtime.Sessions.EndAsync(web.Token, Shop.Stop);
        Assert.IsType<SessionResult.Ended>(await shop.Runtime.Sessions.AllowAsync(web.Token, SessionScope.View, Shop.Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await shop.Runtime.Sessions.AllowAsync(web.Token, (SessionScope)7, Shop.Stop));
    }
}
