using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration.StepUps;

/// <summary>What was set aside in the middle of a plan is tried again or goes on to the next channel, never both, whoever comes first.</summary>
public sealed partial class StepUpTests
{
    [Fact]
    public async Task Redrive_BeforeTheNextChannelHasItsTurn_IsTriedAgainWithoutIt()
    {
        await using var shop = await OpenAsync(setup => setup.Options.MaxAttempts = 1);
        _push.Answers(AttemptOutcome.Unknown("Nobody answered."), AttemptOutcome.Accepted()); // in doubt: the next channel waits for its time
        var delivery = (await shop.SendAsync(Shop.Message with { Guarantee = SendGuarantee.AtLeastOnce }) as SendResult.Queued)!.Delivery;
        await shop.DispatchAsync();
        Assert.Equal(DeliveryStatus.Parked, (await shop.ReportAsync(delivery)).Status);

        shop.Clock.Advance(After);
        Assert.Equal(RedriveResult.Redriven, await shop.Runtime.Outbox.RedriveAsync(delivery, cancellationToken: Shop.Stop));
        await shop.DispatchAsync();

        Assert.Equal((2, 0, 0), Calls(shop));
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
        shop.Clock.Advance(After);
        await shop.DispatchAsync();
        Assert.Equal((2, 1, 0), Calls(shop)); // it was not seen after that either
    }

    [Fact]
    public async Task Redrive_AfterTheNextChannelHadItsTurn_IsRefused()
    {
        await using var shop = await OpenAsync(setup => setup.Options.MaxAttempts = 1);
        _push.Answers(Down);
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();

        Assert.Equal((1, 1, 0), Calls(shop));
        Assert.Equal(RedriveResult.NotParked, await shop.Runtime.Outbox.RedriveAsync(delivery, cancellationToken: Shop.Stop));
    }

    [Fact]
    public async Task Redrive_WhileTheNextChannelHasItsTurn_IsOneOfBoth()
    {
        for (var i = 0; i < 40; i++)
        {
            await using var shop = await OpenAsync(setup => setup.Options.MaxAttempts = 1);
            var (before, _, _) = Calls(shop);
            var texts = _text.Given.Count;
            _push.Answers(AttemptOutcome.Unknown("Nobody answered."), AttemptOutcome.Accepted());
            var delivery = (await shop.SendAsync(Shop.Message with { Guarantee = SendGuarantee.AtLeastOnce }) as SendResult.Queued)!.Delivery;
            await shop.DispatchAsync();
            shop.Clock.Advance(After);

            var redriven = Task.Run(async () => await shop.Runtime.Outbox.RedriveAsync(delivery, cancellationToken: Shop.Stop), Shop.Stop);
            await Task.Run(async () => await shop.DispatchAsync(), Shop.Stop);
            var result = await redriven;
            await shop.DispatchAsync();

            var (pushed, _, _) = Calls(shop);
            Assert.Equal(result == RedriveResult.Redriven ? (2, 0) : (1, 1), (pushed - before, _text.Given.Count - texts));
        }
    }
}
