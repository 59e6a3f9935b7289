namespace OmniChannel;

/// <summary>The time zones a customer may be in: the known one, else every one of the country, else the host's, else UTC.</summary>
internal static class RecipientZones
{
    /// <summary>A local day begins before, and ends after, the stretch that is asked about.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromDays(2);

    public static IReadOnlyList<ZoneOffsets> Of(CustomerProfile profile, string? hostZone, DateTimeOffset now, DateTimeOffset until, List<Reason> assumptions)
    {
        until = until > now ? until : now;
        if (profile.TimeZone is { } zone && ZoneOffsets.Of(zone, now - Margin, until + Margin).Offsets is { } known)
        {
            return [known];
        }

        if (profile.Country is { } country && CountryZones.Of(country) is { Count: > 0 } zones)
        {
            var different = Different(zones.Select(name => Known(name, now, until)));
            if (different.Count > 1)
            {
                assumptions.Add(Reason.Of("assumed.zones", new ReasonArgument("country", country), new ReasonArgument("count", different.Count)));
            }

            return different;
        }

        var assumed = hostZone ?? "Etc/UTC";
        assumptions.Add(Reason.Of("assumed.zone", new ReasonArgument("zone", assumed)));
        return [Known(assumed, now, until)];
    }

    public static ZoneOffsets Known(string zone, DateTimeOffset now, DateTimeOffset until) =>
        ZoneOffsets.Of(zone, now - Margin, (until > now ? until : now) + Margin) is { Offsets: { } offsets }
            ? offsets
            : throw Unknown(zone);

    public static ArgumentException Unknown(string zone) => new($"'{zone}' is no time zone; expected an IANA name such as \"Europe/Berlin\".", nameof(zone));

    /// <summary>Zones that show the same time throughout count once.</summary>
    public static List<ZoneOffsets> Different(IEnumerable<ZoneOffsets> zones)
    {
        var different = new List<ZoneOffsets>();
        foreach (var offsets in zones)
        {
            if (!different.Exists(other => other.Changes.AsSpan().SequenceEqual(offsets.Changes.AsSpan())))
            {
                different.Add(offsets);
            }
        }

        return different;
    }
}
