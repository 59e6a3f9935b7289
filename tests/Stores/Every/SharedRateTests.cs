using System.Collections.Concurrent;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>Several nodes over one store keep one provider's rate limit together, on every store: within any stretch of time it is never given more than rate × time + burst, and everybody gets the message.</summary>
public sealed class SharedRateTests : IAsyncDisposable
{
    private const double Rate = 5;
    private const int Burst = 8;
    private const int Messages = 60;
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private readonly TestStore _at = new();
    private readonly ManualClock _clock = new(Noon);
    private readonly ConcurrentQueue<(DateTimeOffset At, string Who)> _given = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Dispatch_ByThreeNodes_KeepsTheRateAndForgetsNobody()
    {
        await using var store = TestStore.At(_at.Place);
        OmniChannelRuntime[] nodes = [await StartAsync(store), await StartAsync(store), await StartAsync(store)];
        var asked = new List<DeliveryId>();
        for (var i = 0; i < Messages; i++)
        {
            var customer = new CustomerId($"c{i:D3}");
            await nodes[0].SaveAsync(new CustomerProfile { Id = customer, ContactPoints = [ContactPoint.Email($"{i}@example.com")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Noon.AddDays(-1), "form")] }, Stop);
            asked.Add(Assert.IsType<SendResult.Queued>(await nodes[i % 3].SendAsync(new Message { Campaign = new("news"), Purpose = Purpose.Marketing }, customer, null, Stop)).Delivery);
        }

        var steps = 0;
        for (; _given.Count < Messages && steps < 600; steps++)
        {
            await Task.WhenAll(nodes.Select(node => Task.Run(async () => await node.DispatchDueAsync(Stop), Stop)));
            _clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        var given = _given.OrderBy(one => one.At).ToList();
        Assert.Equal(Messages, given.Select(one => one.Who).Distinct().Count());
        Assert.Null(RateWindows.Broken([.. given.Select(one => one.At)], Rate, Burst));
        // The rate is used too, not only kept: three nodes may leave a token here and there unused, for the time of a lease.
        Assert.InRange(given[^1].At - Noon, TimeSpan.FromSeconds((Messages - Burst) / Rate), TimeSpan.FromSeconds(((Messages - Burst) / Rate * 2) + 12));
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();

    private async Task<OmniChannelRuntime> StartAsync(IOmniStore store)
    {
        var setup = new OmniChannelSetup { Store = store, Time = _clock, Policy = Policy.Named("all").WithoutSafeCaps().OtherwiseBest(), Options = { TimeZone = "Europe/Berlin" } };
        setup.Options.Delivery.Accounts["email/shared"] = new AccountLimits { RatePerSecond = Rate, Burst = Burst };
        setup.Campaigns.Add(new Campaign { Id = new("news"), Name = "News", Variants = [new Variant { Channel = Channel.Email, Subject = "News", Text = "News." }] });
        setup.Adapters.Add(new RecordingChannel(Channel.Email, "shared")
        {
            Answer = message =>
            {
                _given.Enqueue((_clock.GetUtcNow(), message.Customer.Value));
                return AttemptOutcome.Accepted();
            },
        });
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Stop);
        return runtime;
    }
}
