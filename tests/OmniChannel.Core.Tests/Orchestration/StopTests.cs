using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

/// <summary>A node that is told to stop while providers do not answer: what became of each call is recorded before it is gone.</summary>
public sealed class StopTests
{
    [Theory]
    [InlineData(SendGuarantee.AtMostOnce, true, DeliveryStatus.Unknown)]
    [InlineData(SendGuarantee.AtMostOnce, false, DeliveryStatus.Unknown)] // an adapter that never looks at its token
    [InlineData(SendGuarantee.AtLeastOnce, true, DeliveryStatus.Queued)] // tried again by whoever runs then
    public async Task Stop_WhileAProviderIsSilent_CutsTheCallAndRecordsTheDoubt(SendGuarantee promised, bool listens, DeliveryStatus status)
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.StopTimeout = TimeSpan.FromSeconds(5));
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shop.Mail.Answer = async (_, token) =>
        {
            called.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, shop.Clock, listens ? token : CancellationToken.None);
            throw new InvalidOperationException("It never comes here.");
        };
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = promised });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Shop.Stop);
        var running = shop.Runtime.RunDispatcherAsync(stop.Token);
        await called.Task.WaitAsync(Shop.Stop);

        await stop.CancelAsync();
        shop.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(running.IsCompleted, "The call was cut before its time.");
        while (!running.IsCompleted)
        {
            Shop.Stop.ThrowIfCancellationRequested();
            shop.Clock.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }

        await running;
        var report = await shop.ReportAsync(delivery);
        Assert.Equal(status, report.Status);
        Assert.Contains("This process stopped before an answer came", report.Reason!.Arguments.Single(argument => argument.Name == "detail").Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_AfterTheCut_IsNotMadeAndCertainlyNotSent()
    {
        var (outcome, thrown) = await AttemptCall.SendAsync(_ => throw new InvalidOperationException("It was called."), TimeSpan.FromSeconds(9), TimeProvider.System, new CancellationToken(canceled: true));

        Assert.Equal((AttemptResult.NotSent, AttemptCall.Stopping, null), (outcome.Result, outcome.Code, thrown));
    }

    [Fact]
    public async Task Send_MoreThanMayBePending_IsOverloadedAndStoresNothing()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.MaxPending = 2);
        var holder = await shop.Store.BeginAsync(TenantId.Default, [OmniChannel.Storage.PartitionKey.Of(Shop.Anna)], null, Shop.Stop);
        Task<SendResult>[] waiting = [shop.SendAsync().AsTask(), shop.SendAsync().AsTask()];

        Assert.Equal(RefusedKind.Overloaded, Assert.IsType<SendResult.Refused>(await shop.SendAsync()).Kind);
        Assert.Equal(RecordResult.Overloaded, await shop.Runtime.RecordAsync(new Touchpoint { Source = "/shop", Id = "1", Type = TouchpointType.CartLeft, Customer = Shop.Anna, At = Shop.Noon }, null, Shop.Stop));

        await holder.DisposeAsync();
        Assert.All(await Task.WhenAll(waiting), result => Assert.IsNotType<SendResult.Refused>(result));
        Assert.Equal(2, (await shop.TimelineAsync()).Count(entry => entry.Type == "message.queued"));
        Assert.IsNotType<SendResult.Refused>(await shop.SendAsync());
    }
}
