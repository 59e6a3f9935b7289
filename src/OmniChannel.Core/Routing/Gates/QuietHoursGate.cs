namespace OmniChannel;

/// <summary>Quiet hours in the recipient's zone, across midnight and clock changes; in any of several plausible zones.</summary>
internal static class QuietHoursGate
{
    public static GateAnswer Judge(Snapshot snapshot, Closures closures, ChannelSnapshot channel) => closures.Quiet(channel) is { Named: { } named } closure
        ? GateAnswer.During(
            closure.Open,
            () => Reason.Of("quiet.hours", new ReasonArgument("channel", channel.Channel), new ReasonArgument("window", named.ToString()), new ReasonArgument("until", GateAnswer.FirstEnd(closure.Shut, snapshot.Whole))))
        : GateAnswer.Always;

    /// <summary>What some of the policy's quiet hours shut together.</summary>
    public static QuietClosure ClosureOf(Snapshot snapshot, IEnumerable<QuietHours> concerned)
    {
        var quiet = TimeRanges.Empty;
        var (named, namedFrom) = ((QuietHours?)null, DateTimeOffset.MaxValue);
        foreach (var hours in concerned)
        {
            var shut = WindowOf(hours).InAny(snapshot.Zones);
            if (shut.Intersect(snapshot.Whole) is { IsEmpty: false } felt && felt[0].From < namedFrom)
            {
                (named, namedFrom) = (hours, felt[0].From);
            }

            quiet = quiet.Union(shut);
        }

        return new QuietClosure(named, quiet, snapshot.Whole.Subtract(quiet));
    }

    /// <summary>Whether these hours hold for this message on this channel: not where urgency or purpose waives them, nor where the customer is present and awake.</summary>
    public static bool Concerns(QuietHours hours, Snapshot snapshot, ChannelSnapshot channel) =>
        snapshot.Message.Urgency < hours.WaivedFrom
        && !hours.WaivedFor.Contains(snapshot.Message.Purpose)
        && channel.Capabilities.RequiresPresence == CustomerPlace.Anywhere
        && (hours.Channels.Count == 0 ? channel.Capabilities.IsInstant : hours.Channels.Contains(channel.Channel));

    public static LocalWindow WindowOf(QuietHours hours) => new(Minute(hours.From), Minute(hours.Until), [.. hours.Days]);

    private static int Minute(TimeOnly time) => (time.Hour * 60) + time.Minute;
}

/// <summary>When quiet hours shut, and what is left of the message's time.</summary>
/// <param name="Named">The hours that are felt first; null where none are.</param>
/// <param name="Shut">When they shut, all together.</param>
/// <param name="Open">The message's time without that.</param>
internal readonly record struct QuietClosure(QuietHours? Named, TimeRanges Shut, TimeRanges Open);
