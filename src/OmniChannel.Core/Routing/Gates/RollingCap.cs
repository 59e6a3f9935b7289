namespace OmniChannel;

/// <summary>A cap over every stretch of one length, (t − length, t].</summary>
internal static class RollingCap
{
    /// <summary>
    /// A window (s − W, s] is full when it holds max messages: max consecutive ones, the first at a and the last at b, with b − a &lt; W.
    /// A message at t would share a window with all of them when max(b, t) − min(a, t) &lt; W, that is for t in (b − W, a + W).
    /// </summary>
    public static TimeRanges Full(List<DateTimeOffset> sorted, int max, TimeSpan length)
    {
        var full = new List<TimeRange>();
        for (var last = max - 1; last < sorted.Count; last++)
        {
            var (a, b) = (sorted[last - max + 1], sorted[last]);
            if (b - a < length)
            {
                full.Add(new TimeRange((b - length).AddTicks(1), a + length));
            }
        }

        return TimeRanges.Of([.. full]);
    }
}
