namespace OmniChannel;

/// <summary>The customer has an address of the right form, is there where presence is the address, and has written lately where a reply window holds.</summary>
internal static class AddressGate
{
    public static GateAnswer Judge(Snapshot snapshot, ChannelSnapshot channel)
    {
        var can = channel.Capabilities;
        if (can.RequiresAgent && snapshot.AgentsFree <= 0)
        {
            return GateAnswer.Never(Reason.Of("address.no-agent", Named(channel)));
        }

        if (can.Address != AddressKind.None && channel.Address is null)
        {
            return GateAnswer.Never(channel.AddressProblem is { } problem
                ? Reason.Of("address.malformed", Named(channel), new ReasonArgument("problem", problem))
                : Reason.Of("address.missing", Named(channel)));
        }

        var present = can.RequiresPresence == CustomerPlace.Anywhere ? GateAnswer.Always : Present(snapshot, channel);
        return can.ReplyWindow is { } window ? present.And(Answering(snapshot, channel, window)) : present;
    }

    /// <summary>In one of the required places, until the customer counts as gone from all of them.</summary>
    private static GateAnswer Present(Snapshot snapshot, ChannelSnapshot channel)
    {
        var required = channel.Capabilities.RequiresPresence;
        var until = Latest(
            required.HasFlag(CustomerPlace.OnSite) ? snapshot.OnSiteUntil : null,
            required.HasFlag(CustomerPlace.InApp) ? snapshot.InAppUntil : null,
            required.HasFlag(CustomerPlace.InStore) ? snapshot.InStoreUntil : null);
        return until > snapshot.Now
            ? GateAnswer.During(TimeRanges.Of(snapshot.Now, until.Value), () => Reason.Of("address.not-long-enough", Named(channel)))
            : GateAnswer.Never(
                required.HasFlag(CustomerPlace.OnSite) ? Reason.Of("address.not-on-site", Named(channel))
                : required.HasFlag(CustomerPlace.InApp) ? Reason.Of("address.not-in-app", Named(channel))
                : Reason.Of("address.not-in-store", Named(channel)));
    }

    private static GateAnswer Answering(Snapshot snapshot, ChannelSnapshot channel, TimeSpan window)
    {
        return channel.History.LastInboundAt is { } at && at + window > snapshot.Now
            ? GateAnswer.During(TimeRanges.Of(at < snapshot.Now ? at : snapshot.Now, at + window), Why)
            : GateAnswer.Never(Why());

        Reason Why() => Reason.Of("address.reply-window", Named(channel), new ReasonArgument("hours", (long)window.TotalHours));
    }

    private static DateTimeOffset? Latest(params ReadOnlySpan<DateTimeOffset?> instants)
    {
        DateTimeOffset? latest = null;
        foreach (var instant in instants)
        {
            latest = latest is null || instant > latest ? instant ?? latest : latest;
        }

        return latest;
    }

    private static ReasonArgument Named(ChannelSnapshot channel) => new("channel", channel.Channel);
}
