using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

public sealed class AccountFaultTests
{
    private static readonly AttemptOutcome KeyExpired = AttemptOutcome.NotSent(AttemptFault.Account, "401", "The key has expired.");

    [Fact]
    public async Task Dispatch_WhenAnAccountIsAtFault_PausesItAndSendsByTheNextAtOnce()
    {
        var second = new ScriptedAdapter(Channel.Email, "second");
        await using var shop = await Shop.OpenAsync(setup => setup.Adapters.Insert(1, second));
        shop.Mail.Answers(KeyExpired);
        var delivery = await shop.QueueAsync();

        await shop.DispatchAsync();

        Assert.NotEqual(Assert.Single(shop.Mail.Given).IdempotencyKey, Assert.Single(second.Given).IdempotencyKey);
        var report = await shop.ReportAsync(delivery);
        Assert.Equal((DeliveryStatus.Accepted, "second", 2), (report.Status, report.Account, report.Attempts));
        var paused = Assert.Single((await shop.Runtime.CheckHealthAsync(Shop.Stop)).PausedAccounts);
        Assert.Equal(("default", Shop.Noon.AddMinutes(15)), (paused.Account, paused.Until));
        Assert.Equal("second", Assert.IsType<SendResult.Queued>(await shop.SendAsync()).Decision!.Choice!.Account);
    }

    [Fact]
    public async Task Dispatch_WhenTheOnlyAccountIsAtFault_WaitsForItsPauseAndCountsNoFailure()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.MaxAttempts = 2);
        shop.Mail.Answers(KeyExpired, KeyExpired, KeyExpired, AttemptOutcome.Accepted());
        var delivery = await shop.QueueAsync();

        for (var round = 1; round <= 3; round++)
        {
            await shop.DispatchAsync();
            var report = await shop.ReportAsync(delivery);
            Assert.Equal((DeliveryStatus.Queued, round, shop.Clock.GetUtcNow().AddMinutes(15)), (report.Status, report.Attempts, report.NextAttemptAt));
            shop.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        await shop.DispatchAsync();
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
        Assert.Empty((await shop.Runtime.CheckHealthAsync(Shop.Stop)).PausedAccounts);
    }

    [Fact]
    public async Task Dispatch_ThatMayHaveGoneOutByAnAccount_DoesNotMoveToAnother()
    {
        var second = new ScriptedAdapter(Channel.Email, "second");
        await using var shop = await Shop.OpenAsync(setup => setup.Adapters.Insert(1, second));
        shop.Mail.Answers(AttemptOutcome.Unknown("Silence."), KeyExpired, AttemptOutcome.Accepted());
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromSeconds(6));
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(15));

        await shop.DispatchAsync();

        Assert.Empty(second.Given);
        Assert.Single(shop.Mail.Given.Select(given => given.IdempotencyKey).Distinct());
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
    }

    [Fact]
    public async Task Send_OfMarketing_PassesOverAnAccountThatMayNotSendIt()
    {
        var second = new ScriptedAdapter(Channel.Email, "marketing");
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters[0] = new ScriptedAdapter(Channel.Email, "receipts") { MaySendMarketing = false };
            setup.Adapters.Insert(1, second);
        });

        Assert.Equal("marketing", Assert.IsType<SendResult.Queued>(await shop.SendAsync()).Decision!.Choice!.Account);
    }

    [Fact]
    public async Task Send_WithAVariantThatNamesItsAccount_UsesThatOne()
    {
        var second = new ScriptedAdapter(Channel.Email, "second");
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters.Insert(1, second);
            setup.Campaigns[0] = Shop.Campaign with { Variants = [Shop.Campaign.Variants[0] with { Account = "second" }] };
        });

        await shop.QueueAsync();
        await shop.DispatchAsync();

        Assert.Single(second.Given);
    }
}
