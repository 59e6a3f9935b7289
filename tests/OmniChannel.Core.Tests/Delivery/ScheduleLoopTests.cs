using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Delivery;

public sealed class ScheduleLoopTests : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly ManualClock clock = new();
    private readonly MemoryStore store = new();
    private readonly DispatchSignal signal = new();
    private readonly ConcurrentQueue<string> handled = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Drain_OfOneCustomersRows_KeepsTheirOrder()
    {
        for (var i = 0; i < 20; i++)
        {
            await ScheduleAsync("anna", $"{i:00}", clock.GetUtcNow().AddSeconds(-100 + i));
        }

        Assert.Equal(20, await Loop(Complete).DrainAsync(Stop));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"anna/{i:00}"), handled);
    }

    [Fact]
    public async Task Drain_WhenOneRowFails_HandlesTheOthersAndTheFailedOneAfterItsLease()
    {
        await ScheduleAsync("anna", "bad", clock.GetUtcNow());
        await ScheduleAsync("anna", "good", clock.GetUtcNow());
        var isBroken = true;
        var loop = Loop(claim => claim.Key == "bad" && isBroken ? throw new IOException("broken") : Complete(claim));

        await loop.DrainAsync(Stop);
        Assert.Equal(["anna/good"], handled);

        isBroken = false;
        clock.Advance(Lease - TimeSpan.FromTicks(1));
        Assert.Equal(0, await loop.DrainAsync(Stop));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, await loop.DrainAsync(Stop));
        Assert.Equal(["anna/good", "anna/bad"], handled);
    }

    [Fact]
    public async Task Drain_WhenARowWaitedForHalfItsLease_LetsItGo()
    {
        await ScheduleAsync("anna", "slow", clock.GetUtcNow().AddSeconds(-1));
        await ScheduleAsync("anna", "next", clock.GetUtcNow());
        var loop = Loop(claim =>
        {
            clock.Advance(claim.Key == "slow" ? Lease / 2 : TimeSpan.Zero);
            return Complete(claim);
        });

        await loop.DrainAsync(Stop);

        Assert.Equal(["anna/slow"], handled);
    }

    [Fact]
    public async Task Drain_OfAKindThatNobodyHandlesHere_LeavesTheRow()
    {
        await using (var unit = await store.BeginAsync(TenantId.Default, [Partition("anna")], null, Stop))
        {
            await unit.ScheduleAsync(Partition("anna"), "from-the-future", "x", clock.GetUtcNow(), Stop);
            await unit.CommitAsync(Stop);
        }

        Assert.Equal(1, await Loop(Complete).DrainAsync(Stop));

        Assert.Empty(handled);
        Assert.Equal(clock.GetUtcNow() + Lease, await store.NextDueAsync(TenantId.Default, Stop));
    }

    [Fact]
    public async Task Run_WaitsForTheNextDueRowOrThePoll()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await ScheduleAsync("anna", "later", clock.GetUtcNow().AddSeconds(3));
        var running = Task.Run(() => Loop(Complete).RunAsync(stopping.Token), Stop);

        for (var second = 0; second < 3; second++)
        {
            await WaitsAsync();
            Assert.Empty(handled);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await WaitsAsync();
        Assert.Equal(["anna/later"], handled);
        await stopping.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Run_WhenTheStoreFails_LooksAgain()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await store.DisposeAsync();
        var running = Task.Run(() => Loop(Complete).RunAsync(stopping.Token), Stop);

        await WaitsAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        await WaitsAsync();

        await stopping.CancelAsync();
        await running;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static PartitionKey Partition(string customer) => PartitionKey.Of(new CustomerId(customer));

    private ScheduleLoop Loop(ScheduleHandler handler)
    {
        var settings = new ScheduleSettings { AtWork = 4, Batch = 4, Lease = Lease, PollInterval = TimeSpan.FromSeconds(1), Look = new ClaimLook("dispatch", "state"), CountsByStore = false };
        var loop = new ScheduleLoop(store, TenantId.Default, clock, settings, signal, new StoreTrouble(clock, settings.Lease), NullLogger.Instance);
        loop.Handle("dispatch", handler);
        return loop;
    }

    private async ValueTask Complete(ScheduleClaim claim)
    {
        handled.Enqueue($"{claim.Partition.Key}/{claim.Key}");
        await using var unit = await store.BeginAsync(TenantId.Default, [claim.Partition], null, Stop);
        Assert.True(await unit.TryCompleteAsync(claim, Stop));
        await unit.CommitAsync(Stop);
    }

    private async Task ScheduleAsync(string customer, string key, DateTimeOffset due)
    {
        await using var unit = await store.BeginAsync(TenantId.Default, [Partition(customer)], null, Stop);
        await unit.ScheduleAsync(Partition(customer), "dispatch", key, due, Stop);
        await unit.CommitAsync(Stop);
    }

    /// <summary>Until the loop waits on the clock.</summary>
    private async Task WaitsAsync()
    {
        while (clock.WaitingTimers == 0)
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
