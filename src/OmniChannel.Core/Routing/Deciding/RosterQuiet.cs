namespace OmniChannel;

/// <summary>Quiet hours, as the channels of a roster feel them. Immutable.</summary>
internal sealed class RosterQuiet
{
    private readonly LocalWindow _window;
    private readonly Urgency _waivedFrom;
    private readonly Purpose[] _waivedFor;

    public RosterQuiet(QuietHours hours, ChannelRoster roster)
    {
        _window = QuietHoursGate.WindowOf(hours);
        (_waivedFrom, _waivedFor) = (hours.WaivedFrom, [.. hours.WaivedFor]);
        Channels = ~roster.NeedsPlace & (hours.Channels.Count == 0 ? roster.Instant : roster.Of(hours.Channels));
    }

    /// <summary>The channels that stay silent.</summary>
    public ulong Channels { get; }

    public bool Holds(Message message) => message.Urgency < _waivedFrom && !_waivedFor.AsSpan().Contains(message.Purpose);

    /// <summary>The first instant, not before this one, that is not known to be quiet in one of the zones: one step of a search. In ticks.</summary>
    public long After(long ticks, ZoneOffsets[] zones)
    {
        var after = ticks;
        foreach (var zone in zones)
        {
            after = Math.Max(after, _window.EndAt(ticks, zone));
        }

        return after;
    }
}
