namespace OmniChannel.Testing;

/// <summary>A clock that moves only when it is told to, with the timers, delays and timestamps of <see cref="TimeProvider"/> that follow it.</summary>
/// <remarks>
/// Safe for many threads. Timers fire within <see cref="Advance"/> or <see cref="SetUtcNow"/>, on the caller's thread, in the order of their due times and among equal ones of their creation;
/// while one fires, the clock shows its due time exactly. A timer that a callback starts fires in the same call when it is due by then.
/// An exception of a callback ends the call; the timers behind it fire with the next one.
/// </remarks>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly Lock _moving = new();
    private readonly SortedSet<ManualTimer> _timers = [];
    private readonly DateTimeOffset _start;
    private DateTimeOffset _now;
    private long _created;

    /// <summary>Starts at the first instant of the year 2026, UTC.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Starts at an instant of your choice.</summary>
    public ManualClock(DateTimeOffset start)
    {
        _start = start.ToUniversalTime();
        _now = _start;
    }

    /// <summary>UTC, so that a test gives the same result on every machine.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Ticks of 100 ns: <see cref="GetTimestamp"/> rises by exactly what the clock is advanced.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => (GetUtcNow() - _start).Ticks;

    /// <summary>How many timers and delays wait: a test that has to advance until the code under test waits can look here.</summary>
    public int WaitingTimers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>When the next timer fires; null when none waits.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (_gate)
            {
                return _timers.Min?.Due;
            }
        }
    }

    /// <summary>Moves the clock forward and fires what is due on the way.</summary>
    /// <param name="by">Zero or more; zero fires what is due now.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative: this clock does not go back.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_moving)
        {
            MoveTo(GetUtcNow() + by);
        }
    }

    /// <summary>Moves the clock forward to an instant and fires what is due on the way.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies before now: this clock does not go back.</exception>
    public void SetUtcNow(DateTimeOffset instant)
    {
        lock (_moving)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(instant, GetUtcNow());
            MoveTo(instant.ToUniversalTime());
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state, Interlocked.Increment(ref _created));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Puts a timer in its place in the order, or takes it out.</summary>
    internal void Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Period = period;
            timer.Due = _now;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Due = _now + dueTime;
                _timers.Add(timer);
            }
        }
    }

    private void MoveTo(DateTimeOffset target)
    {
        while (NextUntil(target) is { } timer)
        {
            timer.Fire();
        }
    }

    private ManualTimer? NextUntil(DateTimeOffset target)
    {
        lock (_gate)
        {
            if (_timers.Min is not { } next || next.Due > target)
            {
                _now = target > _now ? target : _now;
                return null;
            }

            _timers.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
            if (next.Period > TimeSpan.Zero)
            {
                next.Due += next.Period;
                _timers.Add(next);
            }

            return next;
        }
    }
}
