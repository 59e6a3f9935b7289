using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration;

/// <summary>What nothing may stop for ever: every provider down, a clock that is set back. Nights in which the clocks change: <see cref="Stores.ClockChangeTests"/>.</summary>
public sealed class NeverStuckTests
{
    private static readonly AttemptOutcome[] Downs =
    [
        AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Down."),
        AttemptOutcome.NotSent(AttemptFault.Account, "401", "Key."),
        AttemptOutcome.NotSent(AttemptFault.Provider, "429", "Later.", TimeSpan.FromDays(9)),
        AttemptOutcome.Unknown("Silence."),
    ];

    /// <summary>All accounts of all channels fail for half a day, each in its own way; when they work again every message goes out, or says why not.</summary>
    [Fact]
    public async Task Dispatch_WhenEveryProviderWasDown_GoesOnByItself()
    {
        var clock = (ManualClock?)null;
        ScriptedAdapter[] accounts = [new(Channel.Email, "second"), new(Channel.Sms, "text")];
        await using var shop = await Shop.OpenAsync(setup =>
        {
            clock = (ManualClock)setup.Time;
            setup.Policy = Policy.Named("two").WithoutSafeCaps().WithoutSafeQuietHours().FirstOf([Channel.Email, Channel.Sms], Facts.Purpose == Purpose.Marketing, "first", TimeSpan.FromHours(2)).OtherwiseBest();
            setup.Adapters.RemoveAt(1);
            foreach (var account in accounts)
            {
                setup.Adapters.Add(account);
            }
        });
        var calls = 0;
        foreach (var account in accounts.Append(shop.Mail))
        {
            account.Answer = (_, _) => ValueTask.FromResult(clock!.GetUtcNow() < Shop.Noon.AddHours(12) ? Downs[calls++ % Downs.Length] : AttemptOutcome.Accepted());
        }

        var deliveries = new List<DeliveryId>();
        for (var i = 0; i < 12; i++)
        {
            var customer = new CustomerId($"customer-{i}");
            await shop.Runtime.SaveAsync(
                Shop.Profile with
                {
                    Id = customer,
                    ContactPoints = [ContactPoint.Email($"{i}@example.com"), ContactPoint.Sms($"+49151123456{i:D2}")],
                    Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Shop.Noon, "form"), ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, Shop.Noon, "form")],
                },
                Shop.Stop);
            deliveries.Add(Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message with { Guarantee = i % 2 == 0 ? SendGuarantee.AtLeastOnce : SendGuarantee.AtMostOnce }, customer, cancellationToken: Shop.Stop)).Delivery);
        }

        for (var hour = 0; hour < 7 * 24; hour++)
        {
            await shop.DispatchAsync();
            shop.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Null(await shop.Store.NextDueAsync(TenantId.Default, Shop.Stop));
        foreach (var delivery in deliveries)
        {
            var report = await shop.ReportAsync(delivery);
            while (report.SteppedTo is { } next)
            {
                report = await shop.ReportAsync(next);
            }

            Assert.True(report.Status is DeliveryStatus.Accepted || (report.Status == DeliveryStatus.Unknown && report.Guarantee == SendGuarantee.AtMostOnce), $"{report.Status} {report.Reason}");
        }
    }

    /// <summary>A message that waits for a retry when the clock is set back by an hour waits an hour longer at most; it is not lost, not doubled, and what was accepted is not sent again.</summary>
    [Fact]
    public async Task Dispatch_WhenTheClockIsSetBack_LosesAndDoublesNothing()
    {
        var clock = new SetBack(new ManualClock(Shop.Noon));
        await using var shop = await Shop.OpenAsync(setup => setup.Time = clock);
        shop.Mail.Answers(AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Down."), AttemptOutcome.Accepted());
        await shop.QueueAsync();
        await shop.DispatchAsync();

        clock.Back = TimeSpan.FromHours(1);
        var second = await shop.SendAsync();
        for (var minute = 0; minute < 62; minute++)
        {
            await shop.DispatchAsync();
            clock.Manual.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.IsType<SendResult.Queued>(second);
        Assert.Equal(3, shop.Mail.Given.Count);
        Assert.Equal(2, shop.Mail.Given.Select(given => given.Delivery).Distinct().Count());
        Assert.Null(await shop.Store.NextDueAsync(TenantId.Default, Shop.Stop));
    }

    /// <summary>The clock is set back by an hour while one message is claimed and its call is under way: nobody else takes it, and its answer counts.</summary>
    [Fact]
    public async Task Dispatch_WhenTheClockIsSetBackDuringACall_SendsOnceAndRecordsTheAnswer()
    {
        var clock = new SetBack(new ManualClock(Shop.Noon));
        await using var shop = await Shop.OpenAsync(setup => setup.Time = clock);
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<AttemptOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        shop.Mail.Answer = (_, _) =>
        {
            called.TrySetResult();
            return new ValueTask<AttemptOutcome>(answer.Task.WaitAsync(Shop.Stop));
        };
        var delivery = await shop.QueueAsync();
        var dispatching = Task.Run(async () => await shop.DispatchAsync(), Shop.Stop);
        await called.Task.WaitAsync(Shop.Stop);

        clock.Back = TimeSpan.FromHours(1);
        Assert.Equal(0, await shop.DispatchAsync()); // another round finds it taken
        answer.SetResult(AttemptOutcome.Accepted());
        await dispatching;
        await shop.DispatchAsync();

        Assert.Equal((1, DeliveryStatus.Accepted), (shop.Mail.Given.Count, (await shop.ReportAsync(delivery)).Status));
        Assert.Null(await shop.Store.NextDueAsync(TenantId.Default, Shop.Stop));
    }

    private sealed class SetBack(ManualClock manual) : TimeProvider
    {
        public ManualClock Manual => manual;

        public TimeSpan Back { get; set; }

        public override long TimestampFrequency => manual.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => manual.GetUtcNow() - Back;

        public override long GetTimestamp() => manual.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => manual.CreateTimer(callback, state, dueTime, period);
    }
}
