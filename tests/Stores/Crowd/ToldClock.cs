namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>A clock that shows what it was told, the same in every process of a crowd; its timers run by the machine's.</summary>
internal sealed class ToldClock(DateTimeOffset first) : TimeProvider
{
    private long _ticks = first.UtcTicks;

    public void Tell(DateTimeOffset now) => Volatile.Write(ref _ticks, now.UtcTicks);

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);
}
