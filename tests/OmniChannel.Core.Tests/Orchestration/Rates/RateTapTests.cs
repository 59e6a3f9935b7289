using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration.Rates;

/// <summary>A node's part of an account's rate: tokens leased, used, given back.</summary>
public sealed class RateTapTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task GiveBack_WithinItsLease_CanBeTakenAgain()
    {
        var tap = Tap(new ManualClock(Noon));
        var (wait, lease) = await tap.TryTakeAsync();
        Assert.Null(wait);

        tap.GiveBack(lease);

        Assert.Equal((null, lease), await tap.TryTakeAsync());
        Assert.NotNull((await tap.TryTakeAsync()).Wait);
    }

    /// <summary>Time has given it anew by then: two for one would be one above the burst.</summary>
    [Fact]
    public async Task GiveBack_AfterItsLease_IsVoid()
    {
        var clock = new ManualClock(Noon);
        var tap = Tap(clock);
        var (_, first) = await tap.TryTakeAsync();
        clock.Advance(TokenBucket.LeaseTime);
        var (wait, second) = await tap.TryTakeAsync();
        Assert.Null(wait);
        Assert.NotEqual(first, second);

        tap.GiveBack(first);

        Assert.NotNull((await tap.TryTakeAsync()).Wait);
    }

    private static RateTap Tap(ManualClock clock) => new(new Instance(new OmniChannelSetup { Time = clock, Store = new MemoryStore() }), Channel.Email, "default", 0.1, 1);
}
