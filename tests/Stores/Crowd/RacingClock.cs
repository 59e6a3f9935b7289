namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>A clock that races through a stretch of time from a moment of the machine's clock on, and stands still before and after it: the same in every process of a crowd that was told the same moment. Its timers run by the machine's.</summary>
/// <param name="from">What it shows first.</param>
/// <param name="until">What it shows last.</param>
/// <param name="lasts">How long it takes from the one to the other.</param>
internal sealed class RacingClock(DateTimeOffset from, DateTimeOffset until, TimeSpan lasts) : TimeProvider
{
    private long _start = long.MaxValue;

    /// <summary>Whether it has come to its end.</summary>
    public bool IsOver => GetUtcNow() == until;

    public void Start(DateTimeOffset at) => Volatile.Write(ref _start, at.UtcTicks);

    public override DateTimeOffset GetUtcNow()
    {
        var part = (System.GetUtcNow().UtcTicks - Volatile.Read(ref _start)) / (double)lasts.Ticks;
        return from + ((until - from) * Math.Clamp(part, 0, 1));
    }
}
