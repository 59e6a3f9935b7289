namespace OmniChannel;

/// <summary>A stretch of the local day that comes back, such as 22:00 to 08:00. An instant belongs to it when the wall clock shows a time inside.</summary>
/// <remarks>
/// Hence in an hour that is repeated both passes count, and in an hour that is skipped the window begins or ends at the change.
/// </remarks>
internal readonly record struct LocalWindow
{
    private const int Day = 24 * 60;
    private const int EveryDay = 0b1111111;
    private readonly int days;

    /// <summary>The window [start, end), in minutes after local midnight; across midnight when the end is not after the start.</summary>
    /// <param name="start">0 to 1439.</param>
    /// <param name="end">0 to 1440; 0 and 1440 are both midnight. The whole day is 0 to 1440.</param>
    /// <param name="days">The days on which it begins; none for every day.</param>
    /// <exception cref="ArgumentException">A number is out of range, or the window would be empty.</exception>
    internal LocalWindow(int start, int end, params ReadOnlySpan<DayOfWeek> days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(start, Day);
        ArgumentOutOfRangeException.ThrowIfNegative(end);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Day);
        if (start == end)
        {
            throw new ArgumentException($"The window begins and ends at minute {start}; the whole day is 0 to 1440, and no window is none.", nameof(end));
        }

        Start = start;
        End = end;
        foreach (var day in days)
        {
            this.days |= 1 << (int)day;
        }
    }

    /// <summary>Where it begins, in minutes after local midnight.</summary>
    internal int Start { get; }

    /// <summary>Where it ends, in minutes after local midnight.</summary>
    internal int End { get; }

    /// <summary>The days on which it begins: bit 0 for Sunday to bit 6 for Saturday.</summary>
    internal int DayBits => days == 0 ? EveryDay : days;

    /// <summary>When the clock of a zone shows a time inside, within the range of its offsets.</summary>
    internal TimeRanges In(ZoneOffsets zone)
    {
        var most = 0;
        for (var i = 0; i < zone.Changes.Length; i++)
        {
            most += 2 * (int)(((EndOf(zone, i) - zone.Changes[i].From.UtcTicks) / TimeSpan.TicksPerDay) + 4);
        }

        var edges = most <= 128 ? stackalloc long[128] : new long[most];
        var length = 0;
        for (var i = 0; i < zone.Changes.Length; i++)
        {
            Add(edges, ref length, zone.Changes[i].From.UtcTicks, EndOf(zone, i), zone.Changes[i].Offset.Ticks);
        }

        return TimeRanges.Taken(edges[..length]);
    }

    /// <summary>When the clock of any of these zones shows a time inside.</summary>
    internal TimeRanges InAny(IEnumerable<ZoneOffsets> zones)
    {
        var all = TimeRanges.Empty;
        foreach (var zone in zones)
        {
            all = all.Union(In(zone));
        }

        return all;
    }

    /// <summary>When the window ends that holds an instant, so far as the zone's offset stays what it is; the instant itself when it lies in none. In ticks.</summary>
    internal long EndAt(long ticks, ZoneOffsets zone)
    {
        zone.StretchAt(ticks, out var offset, out var until);
        var local = ticks + offset;
        var day = local / TimeSpan.TicksPerDay;
        var time = local - (day * TimeSpan.TicksPerDay);
        var (start, end) = (Start * TimeSpan.TicksPerMinute, End * TimeSpan.TicksPerMinute);
        var ends = start < end ? time >= start && time < end && BeginsOn(day) ? day : -1
            : time >= start && BeginsOn(day) ? day + 1
            : time < end && BeginsOn(day - 1) ? day
            : -1;
        return ends < 0 ? ticks : Math.Min((ends * TimeSpan.TicksPerDay) + end - offset, until);
    }

    /// <summary>Day 0 is 1 January 0001, a Monday.</summary>
    private bool BeginsOn(long day) => (DayBits >> (int)((day + 1) % 7) & 1) != 0;

    private static long EndOf(ZoneOffsets zone, int change) =>
        change + 1 < zone.Changes.Length ? zone.Changes[change + 1].From.UtcTicks : zone.Range.Until.UtcTicks;

    /// <summary>Adds the windows of one stretch of constant offset.</summary>
    private void Add(Span<long> edges, ref int length, long from, long until, long offset)
    {
        var (localFrom, localUntil) = (from + offset, until + offset);
        for (var day = (localFrom / TimeSpan.TicksPerDay) - 1; day * TimeSpan.TicksPerDay < localUntil; day++)
        {
            if (!BeginsOn(day))
            {
                continue;
            }

            var begin = (day * TimeSpan.TicksPerDay) + (Start * TimeSpan.TicksPerMinute);
            var end = (day * TimeSpan.TicksPerDay) + ((End > Start ? End : End + Day) * TimeSpan.TicksPerMinute);
            TimeRanges.Append(edges, ref length, Math.Max(begin, localFrom) - offset, Math.Min(end, localUntil) - offset);
        }
    }
}
