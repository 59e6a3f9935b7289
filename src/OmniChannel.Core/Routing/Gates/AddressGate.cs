namespace OmniChannel;

/// <summary>The customer has an address of the right form, is there where presence is the address, and has written lately where a reply window holds.</summary>
internal static class AddressGate
{
    public static GateAnswer Judge(Snapshot snapshot, ChannelSnapshot channel)
    {
        var named = new ReasonArgument("channel", channel.Channel);
        var can = channel.Capabilities;
        if (can.RequiresAgent && snapshot.AgentsFree <= 0)
        {
            return GateAnswer.Never(Reason.Of("address.no-agent", named));
        }

        if (can.RequiresPresence != CustomerPlace.Anywhere)
        {
            return Present(snapshot, can.RequiresPresence);
        }

        if (can.Address != AddressKind.None && channel.Address is null)
        {
            return GateAnswer.Never(channel.AddressProblem is { } problem
                ? Reason.Of("address.malformed", named, new ReasonArgument("problem", problem))
                : Reason.Of("address.missing", named));
        }

        return can.ReplyWindow is { } window ? Answering(snapshot, channel, window) : GateAnswer.Always;
    }

    private static GateAnswer Present(Snapshot snapshot, CustomerPlace required)
    {
        var (until, code) = required switch
        {
            _ when required.HasFlag(CustomerPlace.OnSite) && snapshot.OnSiteUntil is { } site => (site, ""),
            _ when required.HasFlag(CustomerPlace.InApp) && snapshot.InAppUntil is { } app => (app, ""),
            _ when required.HasFlag(CustomerPlace.InStore) && snapshot.InStoreUntil is { } store => (store, ""),
            _ when required.HasFlag(CustomerPlace.OnSite) => (DateTimeOffset.MinValue, "address.not-on-site"),
            _ when required.HasFlag(CustomerPlace.InApp) => (DateTimeOffset.MinValue, "address.not-in-app"),
            _ => (DateTimeOffset.MinValue, "address.not-in-store"),
        };
        return until > snapshot.Now
            ? GateAnswer.During(TimeRanges.Of(snapshot.Now, until), Reason.Of("address.not-long-enough"))
            : GateAnswer.Never(Reason.Of(code));
    }

    private static GateAnswer Answering(Snapshot snapshot, ChannelSnapshot channel, TimeSpan window)
    {
        var reason = Reason.Of("address.reply-window", new ReasonArgument("channel", channel.Channel), new ReasonArgument("hours", (long)window.TotalHours));
        return channel.History.LastInboundAt is { } at && at + window > snapshot.Now
            ? GateAnswer.During(TimeRanges.Of(at < snapshot.Now ? at : snapshot.Now, at + window), reason)
            : GateAnswer.Never(reason);
    }
}
