namespace OmniChannel.Tests.Orchestration.Feeds;

/// <summary>A feed that says nothing, and may not look at its token: it holds up neither its customer's row for ever nor a node that stops.</summary>
public sealed class SilentFeedTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_WhileAFeedIsSilent_EndsAndGivesItsRowBack(bool listens)
    {
        var feed = new Silent(listens);
        await using var shop = await OpenAsync(feed);
        await VisitAsync(shop);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Shop.Stop);
        var running = shop.Runtime.RunDispatcherAsync(stop.Token);
        await feed.Asked.WaitAsync(Shop.Stop);

        await stop.CancelAsync();
        await GoOnUntilAsync(shop, running, TimeSpan.FromSeconds(8));

        feed.Answers = true;
        await shop.DispatchAsync();
        Assert.Equal(["v1", "v1"], feed.Given);
    }

    [Fact]
    public async Task Feed_ThatNeverAnswers_IsGivenTheSameAgain()
    {
        var feed = new Silent(listens: false);
        await using var shop = await OpenAsync(feed);
        await VisitAsync(shop);
        var dispatching = shop.DispatchAsync().AsTask();
        await feed.Asked.WaitAsync(Shop.Stop);

        await GoOnUntilAsync(shop, dispatching, TimeSpan.FromMinutes(1.1));
        feed.Answers = true;
        shop.Clock.Advance(TimeSpan.FromSeconds(2));
        await shop.DispatchAsync();

        Assert.Equal(["v1", "v1"], feed.Given);
    }

    private static Task<Shop> OpenAsync(IEventFeed feed) => Shop.OpenAsync(setup =>
    {
        setup.Feeds.Add(feed);
        setup.Options.StopTimeout = TimeSpan.FromSeconds(5);
    });

    private static ValueTask<RecordResult> VisitAsync(Shop shop) =>
        shop.Runtime.RecordAsync(new Touchpoint { Source = "/shop", Id = "v1", Type = TouchpointType.SiteVisited, Customer = Shop.Anna, At = Shop.Noon }, cancellationToken: Shop.Stop);

    private static async Task GoOnUntilAsync(Shop shop, Task done, TimeSpan most)
    {
        for (var at = TimeSpan.Zero; !done.IsCompleted && at < most;)
        {
            var rest = (shop.Clock.NextTimer - shop.Clock.GetUtcNow()) ?? TimeSpan.Zero;
            at += rest;
            shop.Clock.Advance(rest);
            await Task.WhenAny(done, Task.Run(static () => { }, Shop.Stop));
        }

        await done.WaitAsync(TimeSpan.FromSeconds(20), Shop.Stop);
    }

    private sealed class Silent(bool listens) : IEventFeed
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "silent";

        public bool Answers { get; set; }

        public Task Asked => asked.Task;

        public List<string> Given { get; } = [];

        public async ValueTask PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken)
        {
            Given.AddRange(events.Select(one => one.Id));
            asked.TrySetResult();
            if (!Answers)
            {
                await new TaskCompletionSource().Task.WaitAsync(listens ? cancellationToken : CancellationToken.None);
            }
        }
    }
}
