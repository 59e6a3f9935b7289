using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration.DryRuns;

/// <summary>The whole pipeline with nothing sent.</summary>
public sealed class DryRunTests(ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task AdvanceTo_NinetyDaysOfTenThousandCustomers_CountsItsDecisions()
    {
        var sent = 0L;
        await using var runtime = OmniChannelRuntime.Create(NinetyDays.Setup(Accounts()));
        var settings = NinetyDays.From() with
        {
            Answer = message =>
            {
                Interlocked.Increment(ref sent);
                return AttemptOutcome.Accepted(message.IdempotencyKey);
            },
        };
        await using var dryRun = await runtime.BeginDryRunAsync(settings, Token);
        for (var number = 0; number < 10_000; number++)
        {
            await dryRun.Runtime.SaveAsync(NinetyDays.Customer(number), Token);
        }

        var asked = await NinetyDays.RunAsync(dryRun, 10_000, 90, 28, Token);

        var report = dryRun.Report();
        output.WriteLine(report.ToString());
        Assert.Equal(asked + sent, report.Decisions);
        Assert.Equal(asked, report.Requests.Values.Sum());
        Assert.Equal(sent, report.Attempts.Sum(one => one.Attempts));
        Assert.True(asked > 40_000 && sent > 30_000, $"{asked} asked for, {sent} sent: too little happened.");
        Assert.Equal(NinetyDays.Monday.AddDays(90), dryRun.Now);
    }

    [Fact]
    public async Task Run_Twice_GivesTheSameReport()
    {
        var reports = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var runtime = OmniChannelRuntime.Create(NinetyDays.Setup(Accounts()));
            await using var dryRun = await runtime.BeginDryRunAsync(NinetyDays.From(), Token);
            for (var number = 0; number < 200; number++)
            {
                await dryRun.Runtime.SaveAsync(NinetyDays.Customer(number), Token);
            }

            await NinetyDays.RunAsync(dryRun, 200, 30, 7, Token);
            reports.Add(dryRun.Report().ToString());
        }

        Assert.Equal(reports[0], reports[1]);
        Assert.Contains("skipped", reports[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_OfAHostsState_GoesOnFromIt_AndSendsAndWritesNothing()
    {
        var clock = new ManualClock(NinetyDays.Monday);
        await using var store = new MemoryStore();
        var accounts = Accounts();
        var setup = NinetyDays.Setup(accounts);
        (setup.Store, setup.Time) = (store, clock);
        await using var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Token);
        await runtime.SaveAsync(NinetyDays.Customer(2), Token);
        var cart = new CartId(NinetyDays.Id(2));
        Assert.IsType<CartResult.Applied>(await runtime.Carts.DoAsync(cart, CartCommand.Add(new CartItem { Variant = "mug" }), cancellationToken: Token));
        var letter = new Message { Campaign = new CampaignId("letter"), Purpose = Purpose.Marketing };
        var waits = Assert.IsType<SendResult.Queued>(await runtime.SendAsync(letter, NinetyDays.Id(2), cancellationToken: Token));

        await using var dryRun = await runtime.BeginDryRunAsync(NinetyDays.From(copy: true), Token);
        await dryRun.AdvanceToAsync(NinetyDays.Monday.AddHours(1), Token);

        Assert.Equal(1, dryRun.Report().Attempts.Sum(one => one.Attempts));
        Assert.Equal(DeliveryStatus.Accepted, (await dryRun.Runtime.FindDeliveryAsync(waits.Delivery, Token))!.Status);
        Assert.True(await dryRun.Runtime.Carts.VerifyAsync(cart, Token));
        Assert.Equal("mug", Assert.Single((await dryRun.Runtime.Carts.ReadAsync(cart, Token))!.Lines).Item.Variant);

        // What the copy sent counts for its caps: the third of a day is one too many.
        await dryRun.SendAsync(letter, NinetyDays.Id(2), cancellationToken: Token);
        await dryRun.SendAsync(letter, NinetyDays.Id(2), cancellationToken: Token);
        Assert.IsNotType<SendResult.Queued>(await dryRun.SendAsync(letter, NinetyDays.Id(2), cancellationToken: Token));

        Assert.All(accounts, account => Assert.Empty(account.Sent));
        Assert.Equal(DeliveryStatus.Queued, (await runtime.FindDeliveryAsync(waits.Delivery, Token))!.Status);
        Assert.Equal(NinetyDays.Monday, clock.GetUtcNow());
    }

    private static List<RecordingChannel> Accounts() => [new(Channel.Email), new(Channel.Sms), new(Channel.Push)];
}
