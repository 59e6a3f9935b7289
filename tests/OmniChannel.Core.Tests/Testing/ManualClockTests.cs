using OmniChannel.Testing;

namespace OmniChannel.Tests.Testing;

public sealed class ManualClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 29, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Advance_SeveralTimers_FireInOrderAtTheirTimes()
    {
        var clock = new ManualClock(Start);
        var fired = new List<string>();
        void Timer(string name, int seconds, int every = -1) => clock.CreateTimer(
            _ => fired.Add($"{name}@{(clock.GetUtcNow() - Start).TotalSeconds}"),
            null,
            TimeSpan.FromSeconds(seconds),
            every < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(every));
        Timer("late", 5);
        Timer("tie-1", 2);
        Timer("tie-2", 2);
        Timer("every", 1, every: 2);

        clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(["every@1", "tie-1@2", "tie-2@2", "every@3"], fired);
        Assert.Equal(2, clock.WaitingTimers);
        Assert.Equal(Start.AddSeconds(5), clock.NextTimer);
    }

    [Fact]
    public void Advance_CallbackThatStartsATimer_FiresItInTheSameCall()
    {
        var clock = new ManualClock(Start);
        var at = TimeSpan.Zero;
        clock.CreateTimer(
            _ => clock.CreateTimer(_ => at = clock.GetUtcNow() - Start, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan),
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(2), at);
    }

    [Fact]
    public void GetTimestamp_AfterAdvance_MeasuresExactly()
    {
        var clock = new ManualClock(Start);
        var before = clock.GetTimestamp();

        clock.Advance(TimeSpan.FromTicks(12_345));

        Assert.Equal(TimeSpan.FromTicks(12_345), clock.GetElapsedTime(before));
        Assert.Equal(Start.AddTicks(12_345), clock.GetUtcNow());
    }

    [Fact]
    public async Task Delay_ByThisClock_EndsWithIt()
    {
        var clock = new ManualClock(Start);
        var delay = Task.Delay(TimeSpan.FromHours(1), clock, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);

        clock.Advance(TimeSpan.FromTicks(1));

        await delay;
        Assert.Equal(0, clock.WaitingTimers);
    }

    [Fact]
    public async Task CancelAfter_ByThisClock_Cancels()
    {
        var clock = new ManualClock(Start);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30), clock);

        clock.SetUtcNow(Start.AddSeconds(30).ToOffset(TimeSpan.FromHours(2)));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.InfiniteTimeSpan, clock, deadline.Token));
    }

    [Fact]
    public void Dispose_BeforeDue_NeverFires()
    {
        var clock = new ManualClock(Start);
        var timer = clock.CreateTimer(_ => Assert.Fail("Fired after it was disposed of."), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        timer.Dispose();
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        Assert.Null(clock.NextTimer);
    }

    [Fact]
    public void SetUtcNow_Backwards_IsRefused()
    {
        var clock = new ManualClock(Start);

        Assert.Throws<ArgumentOutOfRangeException>(() => clock.SetUtcNow(Start.AddTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public async Task Advance_FromManyThreads_FiresEachTimerOnce()
    {
        var clock = new ManualClock(Start);
        var fired = new int[500];
        for (var i = 0; i < fired.Length; i++)
        {
            var mine = i;
            clock.CreateTimer(_ => Interlocked.Increment(ref fired[mine]), null, TimeSpan.FromMilliseconds(i % 50), Timeout.InfiniteTimeSpan);
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    clock.Advance(TimeSpan.FromMilliseconds(1));
                }
            },
            TestContext.Current.CancellationToken)));

        Assert.All(fired, times => Assert.Equal(1, times));
        Assert.Equal(Start.AddMilliseconds(400), clock.GetUtcNow());
    }
}
