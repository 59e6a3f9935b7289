using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration.Sessions;

/// <summary>A token carries a session on: once, where it is meant for, in its time.</summary>
public sealed class HandOffTests
{
    [Fact]
    public async Task Redeem_Once_GoesOnUnderATokenOfItsOwn()
    {
        await using var shop = await Shop.OpenAsync();
        var web = await shop.Runtime.Sessions.StartAsync(Shop.Anna, new SessionMove { Page = "/cart", Device = DeviceKind.Desktop }, Shop.Stop);
        var code = (await MintAsync(shop, web))!;

        var app = Redeemed(await shop.Runtime.HandOffs.RedeemAsync(code.Token.ToLowerInvariant(), "app", DeviceKind.Mobile, Shop.Stop));

        Assert.Equal((web.Session.Id, "/cart", DeviceKind.Mobile), (app.Session.Id, app.Session.Page, app.Session.Device));
        Assert.NotEqual(web.Token, app.Token);
        Assert.NotEqual(code.Token, app.Token);
        Assert.Equal(HandOffRefusal.TokenUsed, Refused(await shop.Runtime.HandOffs.RedeemAsync(code.Token, "app", DeviceKind.Mobile, Shop.Stop)));
    }

    [Fact]
    public async Task Redeem_ManyAtOnce_OneGoesOn()
    {
        await using var shop = await Shop.OpenAsync();
        var web = await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop);
        var code = (await MintAsync(shop, web))!;

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => shop.Runtime.HandOffs.RedeemAsync(code.Token, "app", DeviceKind.Mobile, Shop.Stop).AsTask(), Shop.Stop)));

        Assert.Single(results, result => result is RedeemResult.Redeemed);
        Assert.Equal(15, results.Count(result => result is RedeemResult.Refused { Because: HandOffRefusal.TokenUsed }));
    }

    [Fact]
    public async Task Redeem_AtAnotherPlace_IsForbiddenAndStillGoodAtItsOwn()
    {
        await using var shop = await Shop.OpenAsync();
        var code = (await MintAsync(shop, await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop)))!;

        Assert.Equal(HandOffRefusal.Forbidden, Refused(await shop.Runtime.HandOffs.RedeemAsync(code.Token, "store", DeviceKind.Mobile, Shop.Stop)));
        Redeemed(await shop.Runtime.HandOffs.RedeemAsync(code.Token, "app", DeviceKind.Mobile, Shop.Stop));
    }

    [Fact]
    public async Task Redeem_AfterItsTime_SaysSoThenForgets()
    {
        await using var shop = await Shop.OpenAsync();
        var code = (await MintAsync(shop, await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop)))!;
        Assert.Equal(Shop.Noon.AddMinutes(5), code.ExpiresAt);

        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HandOffRefusal.TokenExpired, Refused(await shop.Runtime.HandOffs.RedeemAsync(code.Token, "app", DeviceKind.Mobile, Shop.Stop)));
        shop.Clock.Advance(TimeSpan.FromDays(7));
        await shop.DispatchAsync();
        Assert.Equal(HandOffRefusal.NotFound, Refused(await shop.Runtime.HandOffs.RedeemAsync(code.Token, "app", DeviceKind.Mobile, Shop.Stop)));
        Assert.Empty(await shop.Store.ListStatesAsync(TenantId.Default, PartitionKey.Of(Shop.Anna), "handoff/", null, 10, Shop.Stop));
    }

    [Fact]
    public async Task Redeem_TamperedOrUnknown_IsNotFound()
    {
        await using var shop = await Shop.OpenAsync();
        var code = (await MintAsync(shop, await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop)))!;
        var tampered = (code.Token[0] == '0' ? '1' : '0') + code.Token[1..];

        Assert.Equal(HandOffRefusal.NotFound, Refused(await shop.Runtime.HandOffs.RedeemAsync(tampered, "app", DeviceKind.Mobile, Shop.Stop)));
        Assert.Equal(HandOffRefusal.NotFound, Refused(await shop.Runtime.HandOffs.RedeemAsync("https://evil.example", "app", DeviceKind.Mobile, Shop.Stop)));
    }

    [Fact]
    public async Task Redeem_ToSee_MayNotMove()
    {
        await using var shop = await Shop.OpenAsync();
        var web = await shop.Runtime.Sessions.StartAsync(Shop.Anna, new SessionMove { Page = "/cart" }, Shop.Stop);
        var code = (await shop.Runtime.HandOffs.MintAsync(new HandOffRequest { Customer = Shop.Anna, Session = web.Session.Id, Audience = "store", Scope = SessionScope.View }, Shop.Stop))!;

        var screen = Redeemed(await shop.Runtime.HandOffs.RedeemAsync(code.Token, "store", DeviceKind.Unknown, Shop.Stop));

        Assert.Equal("/cart", SessionsTests.Found(await shop.Runtime.Sessions.ResumeAsync(screen.Token, Shop.Stop)).Page);
        Assert.IsType<SessionResult.Forbidden>(await shop.Runtime.Sessions.MoveAsync(screen.Token, new SessionMove { Page = "/pay" }, Shop.Stop));
        Assert.IsType<SessionResult.Forbidden>(await shop.Runtime.Sessions.EndAsync(screen.Token, Shop.Stop));
    }

    [Fact]
    public async Task Mint_AnothersOrAnEndedSession_IsNone()
    {
        await using var shop = await Shop.OpenAsync();
        var web = await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop);
        var code = (await MintAsync(shop, web))!;

        Assert.Null(await shop.Runtime.HandOffs.MintAsync(new HandOffRequest { Customer = new("ben"), Session = web.Session.Id, Audience = "app" }, Shop.Stop));
        await shop.Runtime.Sessions.EndAsync(web.Token, Shop.Stop);
        Assert.Null(await MintAsync(shop, web));
        Assert.Equal(HandOffRefusal.SessionEnded, Refused(await shop.Runtime.HandOffs.RedeemAsync(code.Token, "app", DeviceKind.Mobile, Shop.Stop)));
    }

    [Fact]
    public async Task Mint_Link_IsShortAndPrintsNoSecret()
    {
        await using var shop = await Shop.OpenAsync();
        var code = (await MintAsync(shop, await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop)))!;

        Assert.Equal($"https://shop.example/h/{code.Token}", code.ToUri(new("https://shop.example/h/")).AbsoluteUri);
        Assert.DoesNotContain(code.Token, code.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Throws<ArgumentException>(() => code.ToUri(new("/h", UriKind.Relative)));
        await Assert.ThrowsAsync<ArgumentException>(() => shop.Runtime.HandOffs.MintAsync(new HandOffRequest { Customer = Shop.Anna, Session = new("s"), Audience = "app", Lifetime = TimeSpan.FromDays(31) }, Shop.Stop).AsTask());
    }

    private static ValueTask<HandOff?> MintAsync(Shop shop, SessionHandle from) =>
        shop.Runtime.HandOffs.MintAsync(new HandOffRequest { Customer = Shop.Anna, Session = from.Session.Id, Audience = "app" }, Shop.Stop);

    private static SessionHandle Redeemed(RedeemResult result) => Assert.IsType<RedeemResult.Redeemed>(result).Handle;

    private static HandOffRefusal Refused(RedeemResult result) => Assert.IsType<RedeemResult.Refused>(result).Because;
}
