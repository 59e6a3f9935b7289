namespace OmniChannel;

/// <summary>A cap over each day that a zone's calendar shows, whatever its clock does: a day of 23 hours is a day.</summary>
internal static class CalendarCap
{
    public static TimeRanges Full(List<DateTimeOffset> times, int max, ZoneOffsets zone)
    {
        var days = new Dictionary<long, int>();
        foreach (var at in times)
        {
            if (zone.Range.Contains(at))
            {
                var day = DayOf(at.UtcTicks, zone.At(at));
                days[day] = days.GetValueOrDefault(day) + 1;
            }
        }

        var full = new List<TimeRange>();
        for (var i = 0; i < zone.Changes.Length; i++)
        {
            var stretch = new TimeRange(zone.Changes[i].From, i + 1 < zone.Changes.Length ? zone.Changes[i + 1].From : zone.Range.Until);
            foreach (var (day, count) in days)
            {
                if (count >= max && DayIn(day, stretch, zone.Changes[i].Offset) is { IsEmpty: false } part)
                {
                    full.Add(part);
                }
            }
        }

        return TimeRanges.Of([.. full]);
    }

    private static long DayOf(long utcTicks, TimeSpan offset) => (utcTicks + offset.Ticks) / TimeSpan.TicksPerDay;

    /// <summary>The part of a local day that lies in a stretch of one offset.</summary>
    private static TimeRange DayIn(long day, TimeRange stretch, TimeSpan offset)
    {
        var from = Math.Max((day * TimeSpan.TicksPerDay) - offset.Ticks, stretch.From.UtcTicks);
        var until = Math.Min(((day + 1) * TimeSpan.TicksPerDay) - offset.Ticks, stretch.Until.UtcTicks);
        return from < until ? new TimeRange(new DateTimeOffset(from, TimeSpan.Zero), new DateTimeOffset(until, TimeSpan.Zero)) : default;
    }
}
