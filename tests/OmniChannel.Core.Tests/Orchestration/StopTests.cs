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

    /// <summary>What is asked beside calls ends with them: a host that does not answer whether a message makes sense, a provider that does not say what became of one.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_WhileAQuestionIsNotAnswered_LeavesTheRowAsItWas(bool isHost)
    {
        var (silence, provider) = (new Silence(), new Silence.Provider());
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Options.StopTimeout = TimeSpan.FromSeconds(5);
            setup.Options.Delivery.AttemptDeadline = TimeSpan.FromMinutes(1);
            setup.Relevance = isHost ? silence : null;
            setup.Adapters[0] = provider;
        });
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.Reconcile });
        if (!isHost)
        {
            await shop.DispatchAsync(); // in doubt from now on
            shop.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        silence.IsSilent = true;
        var before = await shop.Store.ReadOutboxAsync(TenantId.Default, OmniChannel.Storage.PartitionKey.Of(Shop.Anna), delivery, Shop.Stop);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Shop.Stop);
        var running = shop.Runtime.RunDispatcherAsync(stop.Token);
        await (isHost ? silence.Asked : provider.Asked).WaitAsync(Shop.Stop);
        await stop.CancelAsync();
        for (var at = TimeSpan.Zero; !running.IsCompleted && at < TimeSpan.FromSeconds(7); at += TimeSpan.FromSeconds(0.01))
        {
            shop.Clock.Advance(TimeSpan.FromSeconds(0.01));
            await Task.WhenAny(running, Task.Run(static () => { }, Shop.Stop));
        }

        await running.WaitAsync(TimeSpan.FromSeconds(20), Shop.Stop);
        var after = await shop.Store.ReadOutboxAsync(TenantId.Default, OmniChannel.Storage.PartitionKey.Of(Shop.Anna), delivery, Shop.Stop);
        Assert.Equal((before!.State, before.Version), (after!.State, after.Version));
        silence.IsSilent = false;
        provider.Says = ReconcileAnswer.Sent("found");
        await shop.DispatchAsync(); // its lease was given back
        Assert.Equal(isHost ? DeliveryStatus.Queued : DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
        Assert.Equal(1, provider.Calls);
    }

    private sealed class Silence : IMessageRelevance
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsSilent { get; set; }

        public Task Asked => asked.Task;

        public ValueTask<string?> WhyNotAsync(Message message, CustomerId customer, CancellationToken cancellationToken)
        {
            if (!IsSilent)
            {
                return default;
            }

            asked.TrySetResult();
            return new(new TaskCompletionSource<string?>().Task);
        }

        public sealed class Provider : IChannelAdapter, IMarketingAccount, IReconcilingAdapter
        {
            private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public Channel Channel => Channel.Email;

            public string Account => "default";

            public bool MaySendMarketing => true;

            public Uri? FallbackBaseUri { get; } = new("https://omnichannel.invalid");

            public int Calls { get; private set; }

            public Task Asked => asked.Task;

            public ReconcileAnswer? Says { get; set; }

            public AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

            public ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
            {
                Calls++;
                return new(AttemptOutcome.Unknown("Silence."));
            }

            public ValueTask<ReconcileAnswer> ReconcileAsync(OutgoingMessage message, CancellationToken cancellationToken)
            {
                asked.TrySetResult();
                return Says is { } answer ? new(answer) : new(new TaskCompletionSource<ReconcileAnswer>().Task);
            }
        }
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
        var left = new Touchpoint { Source = "/shop", Id = "1", Type = TouchpointType.CartLeft, Customer = Shop.Anna, At = Shop.Noon };
        Assert.Equal(RecordResult.Overloaded, await shop.Runtime.RecordAsync(left, null, Shop.Stop));
        Assert.Equal([RecordResult.Overloaded, RecordResult.Overloaded], await shop.Runtime.Touchpoints.RecordAsync([left, left with { Id = "2" }], null, Shop.Stop));

        await holder.DisposeAsync();
        Assert.All(await Task.WhenAll(waiting), result => Assert.IsNotType<SendResult.Refused>(result));
        Assert.Equal(2, (await shop.TimelineAsync()).Count(entry => entry.Type == "message.queued"));
        Assert.IsNotType<SendResult.Refused>(await shop.SendAsync());
    }
}
