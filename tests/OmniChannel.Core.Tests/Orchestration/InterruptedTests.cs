using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

/// <summary>What is left when a process ends between two steps. Here an exception stands for the end; a test on SQLite kills a real process.</summary>
public sealed class InterruptedTests
{
    public static TheoryData<string> Points => [.. Failpoints.All.Where(name => name is not (Failpoints.SendBeforeCommit or Failpoints.RecordBeforeCommit))];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Dispatch_InterruptedAnywhere_LosesNothingAndDoublesNothing(string point)
    {
        var armed = true;
        await using var shop = await Shop.OpenAsync(setup => setup.OnFailpoint = name =>
        {
            if (name == point && armed)
            {
                armed = false;
                throw new IOException("the process ended");
            }
        });
        if (point == Failpoints.SendAfterCommit)
        {
            await Assert.ThrowsAsync<IOException>(async () => await shop.SendAsync());
        }
        else
        {
            await shop.QueueAsync();
        }

        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        await shop.DispatchAsync();

        Assert.False(armed);
        Assert.Single(shop.Mail.Given.Select(given => given.IdempotencyKey).Distinct());
        var delivery = shop.Mail.Given[0].Delivery;
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
        Assert.Single(await shop.TimelineAsync(), entry => entry.Type == "attempt.accepted");
        shop.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await shop.DispatchAsync());
    }

    [Fact]
    public async Task Dispatch_WhenItsLeaseEndsDuringTheCall_ComesLateAndChangesNothing()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.Lease = TimeSpan.FromSeconds(30));
        var calls = 0;
        var first = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        shop.Mail.Answer = async (_, _) =>
        {
            if (Interlocked.Increment(ref calls) > 1)
            {
                return AttemptOutcome.Accepted("by the second worker");
            }

            first.SetResult();
            await release.Task;
            return AttemptOutcome.Rejected(AttemptFault.Recipient, "550", "by the late worker");
        };
        var delivery = await shop.QueueAsync();
        var late = Task.Run(async () => await shop.DispatchAsync(), Shop.Stop);
        await first.Task.WaitAsync(Shop.Stop);

        // The first worker's process stands still: its clock does not fire, the store's leases run out all the same.
        await using (var other = OmniChannelRuntime.Create(OtherNode(shop)))
        {
            await other.StartAsync(Shop.Stop);
            Assert.Equal(1, await other.DispatchDueAsync(Shop.Stop));
        }

        release.SetResult();
        await late;

        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
        Assert.IsType<SendResult.Queued>(await shop.SendAsync()); // the late refusal suppressed nothing
    }

    [Fact]
    public async Task Dispatch_ThatKeepsDyingDuringTheCall_IsParkedAfterItsAttempts()
    {
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Options.MaxAttempts = 3;
            setup.OnFailpoint = name =>
            {
                if (name == Failpoints.AttemptAfterCall)
                {
                    throw new IOException("the process ended");
                }
            };
        });
        var delivery = await shop.QueueAsync();

        for (var death = 0; death < 5; death++)
        {
            await shop.DispatchAsync();
            shop.Clock.Advance(TimeSpan.FromMinutes(3));
        }

        Assert.Equal(DeliveryStatus.Parked, (await shop.ReportAsync(delivery)).Status);
        Assert.Equal(3, shop.Mail.Given.Count);
    }

    private static OmniChannelSetup OtherNode(Shop shop)
    {
        var clock = new OmniChannel.Testing.ManualClock(shop.Clock.GetUtcNow().AddSeconds(31));
        var setup = Shop.Setup(clock, shop.Mail);
        setup.Campaigns[0] = Shop.Campaign with { Variants = [Shop.Campaign.Variants[0]] };
        setup.Store = shop.Store;
        return setup;
    }
}
