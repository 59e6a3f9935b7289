namespace OmniChannel.Testing;

/// <summary>A timer of a <see cref="ManualClock"/>; the clock keeps its place in the order.</summary>
internal sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state, long number) : ITimer, IComparable<ManualTimer>
{
    private volatile bool _disposed;

    /// <summary>Changed only within the clock's gate, and only while the timer is out of the order.</summary>
    public DateTimeOffset Due { get; set; }

    public TimeSpan Period { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        if (_disposed)
        {
            return false;
        }

        clock.Arm(this, dueTime, period);
        return true;
    }

    public void Fire()
    {
        if (!_disposed)
        {
            callback(state);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Arm(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public int CompareTo(ManualTimer? other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var order = Due.CompareTo(other.Due);
        return order != 0 ? order : number.CompareTo(other.Number);
    }

    private long Number => number;

    private static void Check(TimeSpan span, string name)
    {
        if (span < TimeSpan.Zero && span != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, span, "Give zero, a positive time, or Timeout.InfiniteTimeSpan.");
        }
    }
}
