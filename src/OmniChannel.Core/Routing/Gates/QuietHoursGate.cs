namespace OmniChannel;

/// <summary>Quiet hours in the recipient's zone, across midnight and clock changes; in any of several plausible zones.</summary>
internal static class QuietHoursGate
{
    public static GateAnswer Judge(Snapshot snapshot, Policy policy, Closures closures, ChannelSnapshot channel)
    {
        var quiet = TimeRanges.Empty;
        var (named, namedFrom) = ((QuietHours?)null, DateTimeOffset.MaxValue);
        for (var i = 0; i < policy.Quiet.Count; i++)
        {
            var hours = policy.Quiet[i];
            if (!Concerns(hours, snapshot, channel))
            {
                continue;
            }

            var shut = closures.Quiet(i);
            if (shut.Intersect(snapshot.Whole) is { IsEmpty: false } felt && felt[0].From < namedFrom)
            {
                (named, namedFrom) = (hours, felt[0].From);
            }

            quiet = quiet.Union(shut);
        }

        return named is null
            ? GateAnswer.Always
            : GateAnswer.During(
                snapshot.Whole.Subtract(quiet),
                Reason.Of("quiet.hours", new ReasonArgument("channel", channel.Channel), new ReasonArgument("window", named.ToString()), new ReasonArgument("until", GateAnswer.FirstEnd(quiet, snapshot.Whole))));
    }

    /// <summary>Whether these hours hold for this message on this channel: not where urgency or purpose waives them, nor where the customer is present and awake.</summary>
    public static bool Concerns(QuietHours hours, Snapshot snapshot, ChannelSnapshot channel) =>
        snapshot.Message.Urgency < hours.WaivedFrom
        && !hours.WaivedFor.Contains(snapshot.Message.Purpose)
        && channel.Capabilities.RequiresPresence == CustomerPlace.Anywhere
        && (hours.Channels.Count == 0 ? channel.Capabilities.IsInstant : hours.Channels.Contains(channel.Channel));

    public static TimeRanges Shut(QuietHours hours, IReadOnlyList<ZoneOffsets> zones) =>
        WindowOf(hours).InAny(zones);

    public static LocalWindow WindowOf(QuietHours hours) => new(Minute(hours.From), Minute(hours.Until), [.. hours.Days]);

    private static int Minute(TimeOnly time) => (time.Hour * 60) + time.Minute;
}
