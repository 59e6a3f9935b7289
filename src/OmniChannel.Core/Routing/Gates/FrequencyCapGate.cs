namespace OmniChannel;

/// <summary>Frequency caps. A cap holds over every window that contains the candidate instant, with reservations before and after it.</summary>
internal static class FrequencyCapGate
{
    public static GateAnswer Judge(Snapshot snapshot, Policy policy, Closures closures, ChannelSnapshot channel)
    {
        var shut = TimeRanges.Empty;
        List<FrequencyCap>? reached = null;
        for (var i = 0; i < policy.Caps.Count; i++)
        {
            var cap = policy.Caps[i];
            if (!cap.Limits(channel.Channel, snapshot.Message))
            {
                continue;
            }

            if (cap.Max == 0)
            {
                return GateAnswer.Never(Reason.Of("cap.closed", new ReasonArgument("channel", channel.Channel), new ReasonArgument("cap", cap.ToString())));
            }

            var full = closures.Full(i, channel);
            if (!full.Intersect(snapshot.Whole).IsEmpty)
            {
                (reached ??= []).Add(cap);
                shut = shut.Union(full);
            }
        }

        return shut.IsEmpty
            ? GateAnswer.Always
            : GateAnswer.During(
                snapshot.Whole.Subtract(shut),
                () => Reason.Of("cap.reached", new ReasonArgument("channel", channel.Channel), new ReasonArgument("cap", string.Join(" and ", reached!)), new ReasonArgument("until", GateAnswer.FirstEnd(shut, snapshot.Whole))));
    }

    /// <summary>When one more message would break the cap in some window.</summary>
    public static TimeRanges Full(Snapshot snapshot, FrequencyCap cap, ChannelSnapshot channel)
    {
        if (snapshot.Contacts.Count < cap.Max)
        {
            return default;
        }

        var times = new List<DateTimeOffset>(snapshot.Contacts.Count);
        foreach (var contact in snapshot.Contacts)
        {
            if (cap.Counts(contact.Channel, contact.Purpose)
                && (cap.Per == CapScope.Person ? contact.IsAddressOnly != true : (contact.Channel == channel.Channel && contact.Address == (channel.Address ?? ""))))
            {
                times.Add(contact.At);
            }
        }

        return cap.Window switch
        {
            CapWindow.Rolling rolling => RollingCap.Full(times, cap.Max, rolling.Length),
            CapWindow.CalendarDay day => CalendarCap.Full(times, cap.Max, snapshot.CalendarZones[day.TimeZone]),
            _ => throw new InvalidOperationException($"Nobody counts {cap.Window.GetType().Name}."),
        };
    }
}
