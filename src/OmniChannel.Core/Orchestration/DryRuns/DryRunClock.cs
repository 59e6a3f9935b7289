namespace OmniChannel;

/// <summary>Shows what it is told. Nothing in a dry run waits by a timer, so its timers never ring.</summary>
internal sealed class DryRunClock(DateTimeOffset from) : TimeProvider
{
    private long ticks = from.UtcTicks;

    public void Tell(DateTimeOffset now) => Volatile.Write(ref ticks, long.Max(Volatile.Read(ref ticks), now.UtcTicks));

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref ticks), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
