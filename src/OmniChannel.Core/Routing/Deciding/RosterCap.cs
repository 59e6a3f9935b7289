namespace OmniChannel;

/// <summary>A frequency cap, as the channels of a roster feel it. Immutable.</summary>
internal sealed class RosterCap
{
    private readonly FrequencyCap _cap;
    private readonly Purpose[] _purposes;
    private readonly Purpose[] _waivedFor;
    private readonly bool _hasStrangers;

    public RosterCap(FrequencyCap cap, ChannelRoster roster)
    {
        _cap = cap;
        (_purposes, _waivedFor) = ([.. cap.Purposes], [.. cap.WaivedFor]);
        Channels = cap.Channels.Count == 0 ? ulong.MaxValue : roster.Of(cap.Channels);
        _hasStrangers = cap.Channels.Any(channel => roster.IndexOf(channel) < 0);
        (Length, Calendar) = cap.Window switch
        {
            CapWindow.Rolling rolling => (rolling.Length.Ticks, (string?)null),
            CapWindow.CalendarDay day => (0, day.TimeZone),
            _ => throw new InvalidOperationException($"Nobody counts {cap.Window.GetType().Name}."),
        };
    }

    public int Max => _cap.Max;

    public bool IsPerAddress => _cap.Per == CapScope.ContactPoint;

    /// <summary>The channels that it limits.</summary>
    public ulong Channels { get; }

    /// <summary>The zone whose days it counts; null for a rolling window.</summary>
    public string? Calendar { get; }

    /// <summary>The rolling window's length, in ticks.</summary>
    private long Length { get; }

    /// <summary>Whether it limits a message on one of <see cref="Channels"/>.</summary>
    public bool Limits(Message message) => Counts(message.Purpose) && !(message.Urgency >= _cap.WaivedFrom) && !_waivedFor.AsSpan().Contains(message.Purpose);

    /// <param name="contact">What was sent.</param>
    /// <param name="channel">Its channel in the roster; none when it is not considered.</param>
    public bool Counts(Contact contact, ulong channel) =>
        Counts(contact.Purpose) && ((Channels & channel) != 0 || (channel == 0 && (_cap.Channels.Count == 0 || (_hasStrangers && _cap.Channels.Contains(contact.Channel)))));

    /// <summary>False when it cannot be full from this instant on. In ticks.</summary>
    public bool MayBeFullAfter(long ticks, ReadOnlySpan<long> sent)
    {
        if (Calendar is not null)
        {
            return true;
        }

        for (var last = Max - 1; last < sent.Length; last++)
        {
            if (sent[last - Max + 1] + Length > ticks && sent[last] - sent[last - Max + 1] < Length)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first instant, not before this one, at which it is not known to be full: one step of a search. In ticks.</summary>
    /// <param name="ticks">The instant.</param>
    /// <param name="sent">What it counts, ascending.</param>
    /// <param name="zone">The offsets of <see cref="Calendar"/>.</param>
    public long After(long ticks, ReadOnlySpan<long> sent, ZoneOffsets? zone) => zone is null ? AfterWindows(ticks, sent) : AfterDay(ticks, sent, zone);

    /// <summary><see cref="RollingCap.Full"/> says why these are the full stretches. They ascend, so one pass is enough.</summary>
    private long AfterWindows(long ticks, ReadOnlySpan<long> sent)
    {
        for (var last = Max - 1; last < sent.Length; last++)
        {
            var (a, b) = (sent[last - Max + 1], sent[last]);
            ticks = b - a < Length && ticks > b - Length && ticks < a + Length ? a + Length : ticks;
        }

        return ticks;
    }

    private long AfterDay(long ticks, ReadOnlySpan<long> sent, ZoneOffsets zone)
    {
        zone.StretchAt(ticks, out var offset, out var until);
        var day = (ticks + offset) / TimeSpan.TicksPerDay;
        var count = 0;
        foreach (var at in sent)
        {
            if (at >= zone.Range.From.UtcTicks && at < zone.Range.Until.UtcTicks)
            {
                zone.StretchAt(at, out var then, out _);
                count += (at + then) / TimeSpan.TicksPerDay == day ? 1 : 0;
            }
        }

        return count < Max ? ticks : Math.Min(((day + 1) * TimeSpan.TicksPerDay) - offset, until);
    }

    private bool Counts(Purpose purpose) => _purposes.Length == 0 ? purpose != Purpose.Transactional : _purposes.AsSpan().Contains(purpose);
}
