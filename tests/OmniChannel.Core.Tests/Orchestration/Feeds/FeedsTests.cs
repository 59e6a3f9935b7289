using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration.Feeds;

/// <summary>What feeds are given, when, and given again.</summary>
public sealed class FeedsTests : IAsyncLifetime
{
    private static readonly CustomerId Anna = new("anna");
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
    private readonly Given feed = new();
    private OmniChannelRuntime runtime = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var setup = new OmniChannelSetup { Time = clock, Options = { TimeZone = "Europe/Berlin" } };
        setup.Campaigns.Add(new Campaign { Id = new("receipt"), Name = "Receipt", Variants = [new Variant { Channel = Channel.Sms, Text = "Thank you." }] });
        setup.Adapters.Add(new RecordingChannel(Channel.Sms));
        setup.Feeds.Add(feed);
        runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Token);
    }

    [Fact]
    public async Task Record_OfTouchpointsAndOutcomes_IsGivenInOrderOnce()
    {
        await runtime.SaveAsync(new CustomerProfile { Id = Anna, ContactPoints = [ContactPoint.Sms("+4915112345678")], Consents = [ConsentRecord.Grant(Purpose.Transactional, Channel.Sms, clock.GetUtcNow(), "shop")] }, Token);
        await VisitAsync(1);
        var sent = Assert.IsType<SendResult.Queued>(await runtime.SendAsync(new Message { Campaign = new("receipt"), Purpose = Purpose.Transactional }, Anna, cancellationToken: Token));
        await runtime.DispatchDueAsync(Token);
        await runtime.RecordAsync(new Receipt { Source = "/hook", Id = "1", Delivery = sent.Delivery, Kind = ReceiptKind.Clicked, At = clock.GetUtcNow() }, cancellationToken: Token);
        await runtime.DispatchDueAsync(Token);

        Assert.Equal(
            ["omnichannel.touchpoint.site.visited", "omnichannel.message.queued", "omnichannel.attempt.accepted", "omnichannel.receipt.clicked"],
            feed.Events.DistinctBy(one => (one.Source, one.Id)).Select(one => one.Type));
        Assert.All(feed.Events, one => Assert.Equal("anna", one.Subject));
        Assert.DoesNotContain(feed.Events, one => System.Text.Encoding.UTF8.GetString(CloudEventJson.ToUtf8(one).Span).Contains("4915112345678", StringComparison.Ordinal));
        Assert.Equal(0, await runtime.DispatchDueAsync(Token));
    }

    [Fact]
    public async Task Feed_ThatFails_IsGivenTheSameLater()
    {
        feed.IsDown = true;
        await VisitAsync(1);
        await runtime.DispatchDueAsync(Token);
        await VisitAsync(2);
        await runtime.DispatchDueAsync(Token);
        Assert.Empty(feed.Events);

        feed.IsDown = false;
        clock.Advance(TimeSpan.FromMinutes(2));
        await runtime.DispatchDueAsync(Token);

        Assert.Equal(["visit-1", "visit-2"], feed.Events.Select(one => one.Id));
    }

    [Fact]
    public async Task Replay_SinceAnInstant_GivesWhatWasRecordedSince()
    {
        await VisitAsync(1);
        clock.Advance(TimeSpan.FromHours(1));
        await VisitAsync(2);
        await runtime.DispatchDueAsync(Token);

        Assert.Equal(1, await runtime.Feeds.ReplayAsync("given", clock.GetUtcNow(), Token));
        await runtime.DispatchDueAsync(Token);

        Assert.Equal(["visit-1", "visit-2", "visit-2"], feed.Events.Select(one => one.Id));
        Assert.Equal(0, await runtime.Feeds.ReplayAsync("given", clock.GetUtcNow().AddHours(1), Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await runtime.Feeds.ReplayAsync("other", clock.GetUtcNow(), Token));
    }

    [Fact]
    public async Task Record_OfALongHistory_IsGivenPageByPage()
    {
        await runtime.Touchpoints.RecordAsync([.. Enumerable.Range(0, 450).Select(Visit)], cancellationToken: Token);
        await runtime.DispatchDueAsync(Token);

        Assert.Equal(Enumerable.Range(0, 450).Select(number => $"visit-{number}"), feed.Events.Select(one => one.Id));
        Assert.Equal([200, 200, 50], feed.Sizes);
    }

    [Fact]
    public async Task Start_WithAFeedWithoutAUsableName_IsRefused()
    {
        var setup = new OmniChannelSetup { Time = clock };
        setup.Feeds.Add(new Given { Name = "Not Good" });
        await using var other = OmniChannelRuntime.Create(setup);

        var refused = await Assert.ThrowsAsync<OmniChannelStartException>(async () => await other.StartAsync(Token));

        Assert.Contains(refused.Problems, problem => problem.Contains("Not Good", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => runtime.DisposeAsync();

    private async Task VisitAsync(int number) => Assert.Equal(RecordResult.Recorded, await runtime.RecordAsync(Visit(number), cancellationToken: Token));

    private Touchpoint Visit(int number) => new() { Source = "my shop", Id = $"visit-{number}", Type = TouchpointType.SiteVisited, Customer = Anna, At = clock.GetUtcNow() };

    private sealed class Given : IEventFeed
    {
        public string Name { get; init; } = "given";

        public bool IsDown { get; set; }

        public List<CloudEvent> Events { get; } = [];

        public List<int> Sizes { get; } = [];

        public ValueTask PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken)
        {
            if (IsDown)
            {
                throw new IOException("It is away.");
            }

            lock (Events)
            {
                Sizes.Add(events.Count);
                Events.AddRange(events);
            }

            return ValueTask.CompletedTask;
        }
    }
}
