using System.Collections.Concurrent;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>Two nodes whose clocks are minutes apart keep one provider's rate limit together: the bucket goes by the store's clock, on every store. By the machine's time, since that is what the store goes by.</summary>
public sealed class WrongClockRateTests : IAsyncDisposable
{
    private const double Rate = 20;
    private const int Burst = 4;
    private const int Messages = 60;
    private const int AtATime = 4;
    private static readonly TimeProvider Right = TimeProvider.System;
    private readonly TestStore _at = new();
    private readonly ConcurrentQueue<(long At, string By, string Who)> _given = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData(-7)]
    [InlineData(7)]
    public async Task Dispatch_ByNodesWhoseClocksAreMinutesApart_KeepsTheRateAndForgetsNobody(int minutes)
    {
        await using var store = TestStore.At(_at.Place);
        await using var right = await StartAsync(store, Right, "right");
        await using var wrong = await StartAsync(store, new Shifted(TimeSpan.FromMinutes(minutes)), "wrong");
        for (var i = 0; i < Messages; i++)
        {
            var customer = new CustomerId($"c{i:D3}");
            await right.SaveAsync(new CustomerProfile { Id = customer, ContactPoints = [ContactPoint.Email($"{i}@example.com")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Right.GetUtcNow().AddDays(-1), "form")] }, Stop);
        }

        // One after the other, so that each leases after the other did, and each with messages that nobody gave a turn yet: turns keep the rate by themselves. One that a wrong clock put minutes away would keep this until its timeout.
        var begun = Right.GetTimestamp();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(5), Right);
        for (var round = 0; _given.Count < Messages; round++)
        {
            for (var i = round * AtATime; i < Math.Min(Messages, (round + 1) * AtATime); i++)
            {
                Assert.IsType<SendResult.Queued>(await right.SendAsync(new Message { Campaign = new("news"), Purpose = Purpose.Marketing }, new CustomerId($"c{i:D3}"), null, Stop));
            }

            await (round % 2 == 0 ? right : wrong).DispatchDueAsync(Stop);
            await look.WaitForNextTickAsync(Stop);
        }

        var given = _given.OrderBy(one => one.At).ToList();
        Assert.Equal(Messages, given.Select(one => one.Who).Distinct().Count());
        Assert.Equal(2, given.Select(one => one.By).Distinct().Count());
        // From the beginning on: a call that comes late makes no later one early.
        Assert.All(given.Index(), one => Assert.InRange(one.Index + 1, 1, Burst + (Rate * Right.GetElapsedTime(begun, one.Item.At).TotalSeconds)));
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();

    private async Task<OmniChannelRuntime> StartAsync(IOmniStore store, TimeProvider time, string name)
    {
        var setup = new OmniChannelSetup { Store = store, Time = time, CountsByStore = true, Policy = Policy.Named("all").WithoutSafeCaps().WithoutSafeQuietHours().OtherwiseBest(), Options = { TimeZone = "Europe/Berlin" } };
        setup.Options.Delivery.Accounts["email/shared"] = new AccountLimits { RatePerSecond = Rate, Burst = Burst };
        setup.Campaigns.Add(new Campaign { Id = new("news"), Name = "News", Variants = [new Variant { Channel = Channel.Email, Subject = "News", Text = "News." }] });
        setup.Adapters.Add(new RecordingChannel(Channel.Email, "shared")
        {
            Answer = message =>
            {
                _given.Enqueue((Right.GetTimestamp(), name, message.Customer.Value));
                return AttemptOutcome.Accepted();
            },
        });
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Stop);
        return runtime;
    }

    /// <summary>The machine's clock, set wrong.</summary>
    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Right.GetUtcNow() + by;
    }
}
