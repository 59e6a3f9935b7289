namespace OmniChannel;

/// <summary>Quiet hours in the recipient's zone, across midnight and clock changes; in any of several plausible zones.</summary>
internal static class QuietHoursGate
{
    public static GateAnswer Judge(Snapshot snapshot, Policy policy, ChannelSnapshot channel)
    {
        var quiet = TimeRanges.Empty;
        QuietHours? first = null;
        foreach (var hours in policy.Quiet)
        {
            if (!Concerns(hours, snapshot, channel))
            {
                continue;
            }

            quiet = quiet.Union(new LocalWindow(Minute(hours.From), Minute(hours.Until), [.. hours.Days]).InAny(snapshot.Zones));
            first ??= hours;
        }

        if (first is null)
        {
            return GateAnswer.Always;
        }

        var open = quiet.Complement(snapshot.Window);
        var until = open.IsEmpty ? snapshot.ExpiresAt : open[0].From;
        return GateAnswer.During(open, Reason.Of("quiet.hours", new ReasonArgument("window", first.ToString()), new ReasonArgument("until", until)));
    }

    private static bool Concerns(QuietHours hours, Snapshot snapshot, ChannelSnapshot channel) =>
        snapshot.Message.Urgency < hours.WaivedFrom
        && channel.Capabilities.RequiresPresence == CustomerPlace.Anywhere
        && (hours.Channels.Count == 0 ? channel.Capabilities.IsInstant : hours.Channels.Contains(channel.Channel));

    private static int Minute(TimeOnly time) => (time.Hour * 60) + time.Minute;
}
