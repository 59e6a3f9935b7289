namespace OmniChannel;

/// <summary>Frequency caps. A cap holds over every window that contains the candidate instant, with reservations before and after it.</summary>
internal static class FrequencyCapGate
{
    public static GateAnswer Judge(Snapshot snapshot, Policy policy, ChannelSnapshot channel)
    {
        var shut = TimeRanges.Empty;
        FrequencyCap? first = null;
        foreach (var cap in policy.Caps)
        {
            if (!cap.Counts(channel.Channel, snapshot.Message.Purpose))
            {
                continue;
            }

            if (cap.Max == 0)
            {
                return GateAnswer.Never(Reason.Of("cap.closed", new ReasonArgument("cap", cap.ToString())));
            }

            var used = Used(cap, snapshot, channel).Intersect(TimeRanges.Of(snapshot.Window));
            if (first is null && !used.IsEmpty)
            {
                first = cap;
            }

            shut = shut.Union(used);
        }

        if (first is null)
        {
            return GateAnswer.Always;
        }

        var open = shut.Complement(snapshot.Window);
        var until = open.IsEmpty ? snapshot.ExpiresAt : open[0].From;
        return GateAnswer.During(open, Reason.Of("cap.reached", new ReasonArgument("cap", first.ToString()), new ReasonArgument("until", until)));
    }

    /// <summary>When one more message would break the cap in some window.</summary>
    private static TimeRanges Used(FrequencyCap cap, Snapshot snapshot, ChannelSnapshot channel)
    {
        var times = new List<DateTimeOffset>();
        foreach (var contact in snapshot.Contacts)
        {
            if (cap.Counts(contact.Channel, contact.Purpose)
                && (cap.Per == CapScope.Person || (contact.Channel == channel.Channel && contact.Address == channel.Address)))
            {
                times.Add(contact.At);
            }
        }

        return cap.Window switch
        {
            CapWindow.Rolling rolling => Rolling(times, cap.Max, rolling.Length),
            CapWindow.CalendarDay day => Days(times, cap.Max, snapshot.CalendarZones[day.TimeZone]),
            _ => throw new InvalidOperationException($"Nobody counts {cap.Window.GetType().Name}."),
        };
    }

    /// <summary>
    /// A window (s − W, s] is full when it holds max messages: max consecutive ones, the first at a and the last at b, with b − a &lt; W.
    /// A message at t would share a window with all of them when max(b, t) − min(a, t) &lt; W, that is for t in (b − W, a + W).
    /// </summary>
    private static TimeRanges Rolling(List<DateTimeOffset> times, int max, TimeSpan length)
    {
        var full = new List<TimeRange>();
        for (var last = max - 1; last < times.Count; last++)
        {
            var (a, b) = (times[last - max + 1], times[last]);
            if (b - a < length)
            {
                full.Add(new TimeRange((b - length).AddTicks(1), a + length));
            }
        }

        return TimeRanges.Of([.. full]);
    }

    /// <summary>A calendar day is full when it holds max messages. Days of one name never touch, so each stretch is one day.</summary>
    private static TimeRanges Days(List<DateTimeOffset> times, int max, ZoneOffsets zone)
    {
        var full = new List<TimeRange>();
        foreach (var name in Enum.GetValues<DayOfWeek>())
        {
            foreach (var day in new LocalWindow(0, 24 * 60, name).In(zone).ToArray())
            {
                if (times.Count(day.Contains) >= max)
                {
                    full.Add(day);
                }
            }
        }

        return TimeRanges.Of([.. full]);
    }
}
