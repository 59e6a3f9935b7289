using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration.Sessions;

/// <summary>A session goes on where it was, on whatever device, for at least thirty days, and ends in a defined way.</summary>
public sealed class SessionsTests
{
    [Fact]
    public async Task Continue_OnAnotherDevice_IsExactlyWhereItWas()
    {
        await using var shop = await Shop.OpenAsync();
        var phone = await shop.Runtime.Sessions.StartAsync(Shop.Anna, new SessionMove { Page = "/shoes", Device = DeviceKind.Mobile }, Shop.Stop);
        await shop.Runtime.Sessions.MoveAsync(phone.Token, new SessionMove { Page = "/shoes/42#reviews", Step = "checkout/address", Viewed = [new("shoe-42"), new("shoe-7")], Data = new Dictionary<string, string> { ["size"] = "42" } }, Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromDays(14));

        var desktop = (await shop.Runtime.Sessions.ContinueAsync(Shop.Anna, DeviceKind.Desktop, Shop.Stop))!;

        Assert.NotEqual(phone.Token, desktop.Token);
        Assert.Equal(phone.Session.Id, desktop.Session.Id);
        Assert.Equal("/shoes/42#reviews checkout/address shoe-42,shoe-7 42 Desktop", Shown(desktop.Session));
        await shop.Runtime.Sessions.MoveAsync(desktop.Token, new SessionMove { Step = "checkout/pay" }, Shop.Stop);
        Assert.Equal("checkout/pay", Found(await shop.Runtime.Sessions.ResumeAsync(phone.Token, Shop.Stop)).Step);
    }

    [Fact]
    public async Task Continue_SeveralSessions_TakesTheOneUsedLast()
    {
        await using var shop = await Shop.OpenAsync();
        var first = await shop.Runtime.Sessions.StartAsync(Shop.Anna, new SessionMove { Page = "/first" }, Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.Runtime.Sessions.StartAsync(Shop.Anna, new SessionMove { Page = "/second" }, Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.Runtime.Sessions.MoveAsync(first.Token, new SessionMove { Page = "/first/again" }, Shop.Stop);

        Assert.Equal("/first/again", (await shop.Runtime.Sessions.ContinueAsync(Shop.Anna, DeviceKind.Tablet, Shop.Stop))!.Session.Page);
        Assert.Null(await shop.Runtime.Sessions.ContinueAsync(new("nobody"), DeviceKind.Tablet, Shop.Stop));
    }

    [Fact]
    public async Task Resume_BeforeAndAfterItsLife_GoesOnThenIsOverThenGone()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.SessionLifetime = TimeSpan.FromDays(30));
        var handle = await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromDays(29));
        await shop.Runtime.Sessions.MoveAsync(handle.Token, new SessionMove { Page = "/" }, Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromTicks(1));
        await shop.DispatchAsync();
        Found(await shop.Runtime.Sessions.ResumeAsync(handle.Token, Shop.Stop));

        shop.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(SessionEnd.Expired, Ended(await shop.Runtime.Sessions.ResumeAsync(handle.Token, Shop.Stop)));
        await shop.DispatchAsync();
        Assert.Equal(SessionEnd.Expired, Ended(await shop.Runtime.Sessions.MoveAsync(handle.Token, new SessionMove { Page = "/late" }, Shop.Stop)));
        Assert.Null(await shop.Runtime.Sessions.ContinueAsync(Shop.Anna, DeviceKind.Mobile, Shop.Stop));

        shop.Clock.Advance(TimeSpan.FromDays(30));
        await shop.DispatchAsync();
        Assert.IsType<SessionResult.NotFound>(await shop.Runtime.Sessions.ResumeAsync(handle.Token, Shop.Stop));
        Assert.Empty(await shop.Store.ListStatesAsync(TenantId.Default, PartitionKey.Of(Shop.Anna), "session/", null, 10, Shop.Stop));
    }

    [Fact]
    public async Task SignOut_SharedDevice_SeesNothingOfWhoWasThere()
    {
        await using var shop = await Shop.OpenAsync();
        var device = await shop.Runtime.Sessions.StartAsync(Shop.Anna, new SessionMove { Page = "/orders" }, Shop.Stop);
        var other = (await shop.Runtime.Sessions.ContinueAsync(Shop.Anna, DeviceKind.Mobile, Shop.Stop))!;

        var visitor = await shop.Runtime.Sessions.SignOutAsync(device.Token, new("visitor-1"), Shop.Stop);

        Assert.Equal(SessionEnd.SignedOut, Ended(await shop.Runtime.Sessions.ResumeAsync(device.Token, Shop.Stop)));
        Assert.Equal(("visitor-1", null), (visitor.Session.Customer.Value, visitor.Session.Page));
        Found(await shop.Runtime.Sessions.ResumeAsync(other.Token, Shop.Stop));
    }

    [Fact]
    public async Task Switch_SomebodyElseSignsIn_GoesOnWithTheirs()
    {
        await using var shop = await Shop.OpenAsync();
        var device = await shop.Runtime.Sessions.StartAsync(Shop.Anna, new SessionMove { Page = "/annas" }, Shop.Stop);
        await shop.Runtime.Sessions.StartAsync(new("ben"), new SessionMove { Page = "/bens" }, Shop.Stop);

        var bens = await shop.Runtime.Sessions.SwitchAsync(device.Token, new("ben"), Shop.Stop);

        Assert.Equal(("ben", "/bens"), (bens.Session.Customer.Value, bens.Session.Page));
        Assert.Equal(SessionEnd.Switched, Ended(await shop.Runtime.Sessions.ResumeAsync(device.Token, Shop.Stop)));
        Assert.Equal("/annas", (await shop.Runtime.Sessions.ContinueAsync(Shop.Anna, DeviceKind.Mobile, Shop.Stop))!.Session.Page);
    }

    [Fact]
    public async Task End_OnOneDevice_EndsOnAll()
    {
        await using var shop = await Shop.OpenAsync();
        var phone = await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop);
        var desktop = (await shop.Runtime.Sessions.ContinueAsync(Shop.Anna, DeviceKind.Desktop, Shop.Stop))!;

        Assert.Equal(SessionEnd.Closed, Ended(await shop.Runtime.Sessions.EndAsync(desktop.Token, Shop.Stop)));
        Assert.Equal(SessionEnd.Closed, Ended(await shop.Runtime.Sessions.ResumeAsync(phone.Token, Shop.Stop)));
    }

    [Fact]
    public async Task Start_Token_IsStoredHashedAndNeverPrinted()
    {
        await using var shop = await Shop.OpenAsync();

        var handle = await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop);

        var row = (await shop.Store.ReadStateAsync(TenantId.Default, PartitionKey.Of(Shop.Anna), $"session/{handle.Session.Id}", Shop.Stop))!;
        Assert.DoesNotContain(handle.Token, System.Text.Encoding.UTF8.GetString(row.Body.Span), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(handle.Token, handle.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Null(await shop.Store.FindAsync(TenantId.Default, LookupKind.Session, handle.Token, Shop.Noon, Shop.Stop));
        Assert.IsType<SessionResult.NotFound>(await shop.Runtime.Sessions.ResumeAsync(SecretToken.Of(77), Shop.Stop));
        Assert.IsType<SessionResult.NotFound>(await shop.Runtime.Sessions.ResumeAsync("nonsense", Shop.Stop));
    }

    [Fact]
    public async Task Move_OutOfBounds_ThrowsAndKeepsWhatWas()
    {
        await using var shop = await Shop.OpenAsync();
        var handle = await shop.Runtime.Sessions.StartAsync(Shop.Anna, new SessionMove { Page = "/" }, Shop.Stop);
        SessionMove[] bad =
        [
            new() { Page = new string('x', 2_049) },
            new() { Step = new string('x', 201) },
            new() { Data = Enumerable.Range(0, 21).ToDictionary(i => $"n{i}", i => "x") },
            new() { Data = new Dictionary<string, string> { ["a"] = new('x', 4_096) } },
        ];

        foreach (var move in bad)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => shop.Runtime.Sessions.MoveAsync(handle.Token, move, Shop.Stop).AsTask());
        }

        Assert.Equal("/", Found(await shop.Runtime.Sessions.ResumeAsync(handle.Token, Shop.Stop)).Page);
    }

    [Fact]
    public async Task Move_ManyItemsAndDevices_KeepsTheLast()
    {
        await using var shop = await Shop.OpenAsync();
        var first = await shop.Runtime.Sessions.StartAsync(Shop.Anna, null, Shop.Stop);
        for (var i = 0; i < 60; i++)
        {
            await shop.Runtime.Sessions.MoveAsync(first.Token, new SessionMove { Viewed = [new($"item-{i}"), new("item-0")] }, Shop.Stop);
        }

        var session = Found(await shop.Runtime.Sessions.ResumeAsync(first.Token, Shop.Stop));
        Assert.Equal((50, "item-11", "item-0"), (session.Viewed.Count, session.Viewed[0].Value, session.Viewed[^1].Value));

        for (var i = 0; i < 20; i++)
        {
            await shop.Runtime.Sessions.ContinueAsync(Shop.Anna, DeviceKind.Mobile, Shop.Stop);
        }

        Assert.IsType<SessionResult.NotFound>(await shop.Runtime.Sessions.ResumeAsync(first.Token, Shop.Stop));
    }

    internal static Session Found(SessionResult result) => Assert.IsType<SessionResult.Found>(result).Session;

    private static SessionEnd Ended(SessionResult result) => Assert.IsType<SessionResult.Ended>(result).Because;

    private static string Shown(Session session) => $"{session.Page} {session.Step} {string.Join(',', session.Viewed)} {string.Join(',', session.Data.Values)} {session.Device}";
}
