namespace OmniChannel;

/// <summary>When what is collected goes out. Pure.</summary>
internal static class DigestTimes
{
    /// <summary>The customer's zone; else, of the country's, the one in which each time of the day comes last; else the host's.</summary>
    public static TimeZoneInfo ZoneOf(CustomerProfile profile, string? hostZone, DateTimeOffset now)
    {
        if (Find(profile.TimeZone) is { } own)
        {
            return own;
        }

        var possible = profile.Country is { } country ? CountryZones.Of(country).Select(Find).OfType<TimeZoneInfo>() : [];
        return possible.MinBy(zone => zone.GetUtcOffset(now)) ?? Find(hostZone) ?? TimeZoneInfo.Utc;
    }

    /// <param name="digest">The rule.</param>
    /// <param name="zone">Where the customer is.</param>
    /// <param name="now">When the first message came.</param>
    public static DateTimeOffset DueOf(Digest digest, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (digest.At is not { Count: > 0 } times)
        {
            return now + digest.Window!.Value;
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return Enumerable.Range(0, 3).SelectMany(day => times.Select(time => InstantOf(today.AddDays(day).ToDateTime(time), zone))).Where(at => at > now).Min();
    }

    private static TimeZoneInfo? Find(string? zone) => zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : null;

    private static DateTimeOffset InstantOf(DateTime clock, TimeZoneInfo zone)
    {
        var shown = zone.IsInvalidTime(clock) ? clock.AddHours(1) : clock;
        return new DateTimeOffset(shown, zone.GetUtcOffset(shown)).ToUniversalTime();
    }
}
