namespace OmniChannel;

/// <summary>The zones that a customer may be in, as <see cref="RecipientZones"/> says, with their offsets for a good while from a <see cref="ZoneBook"/>. Immutable.</summary>
internal sealed class CustomerClock
{
    private readonly bool _isAssumed;
    private readonly long _from;
    private readonly long _until;

    private CustomerClock(ZoneOffsets[] zones, bool isAssumed)
    {
        (Zones, _isAssumed) = (zones, isAssumed);
        _from = zones.Max(zone => zone.Range.From.UtcTicks);
        _until = zones.Min(zone => zone.Range.Until.UtcTicks);
    }

    public ZoneOffsets[] Zones { get; }

    /// <exception cref="ArgumentException">The host's zone is none.</exception>
    public static CustomerClock Of(CustomerProfile profile, string? hostZone, ZoneBook book, DateTimeOffset from, DateTimeOffset until)
    {
        if (profile.TimeZone is { } zone && book.Find(zone, from, until) is { } known)
        {
            return new([known], isAssumed: false);
        }

        if (profile.Country is { } country && CountryZones.Of(country) is { Count: > 0 } names)
        {
            return new([.. RecipientZones.Different(names.Select(name => book.Find(name, from, until) ?? throw RecipientZones.Unknown(name)))], isAssumed: false);
        }

        var assumed = hostZone ?? "Etc/UTC";
        return new([book.Find(assumed, from, until) ?? throw RecipientZones.Unknown(assumed)], isAssumed: true);
    }

    public bool Covers(long from, long until) => _from <= from && until <= _until;

    /// <summary>The customer's time in ticks; null when none is known, or several that differ within [from, until).</summary>
    public long? LocalAt(long ticks, long from, long until)
    {
        if (_isAssumed)
        {
            return null;
        }

        for (var i = 1; i < Zones.Length; i++)
        {
            if (!Zones[i].AgreesWith(Zones[0], from, until))
            {
                return null;
            }
        }

        Zones[0].StretchAt(ticks, out var offset, out _);
        return ticks + offset;
    }
}
