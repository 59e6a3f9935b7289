namespace OmniChannel;

/// <summary>When what is collected goes out. Pure.</summary>
internal static class DigestTimes
{
    /// <param name="digest">The rule.</param>
    /// <param name="zone">The customer's IANA zone, or the host's.</param>
    /// <param name="now">When the first message came.</param>
    public static DateTimeOffset DueOf(Digest digest, string? zone, DateTimeOffset now)
    {
        if (digest.At is not { Count: > 0 } times)
        {
            return now + digest.Window!.Value;
        }

        var local = TimeZoneInfo.TryFindSystemTimeZoneById(zone ?? "UTC", out var found) ? found : TimeZoneInfo.Utc;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, local).DateTime);
        return Enumerable.Range(0, 3).SelectMany(day => times.Select(time => InstantOf(today.AddDays(day).ToDateTime(time), local))).Where(at => at > now).Min();
    }

    private static DateTimeOffset InstantOf(DateTime clock, TimeZoneInfo zone)
    {
        var shown = zone.IsInvalidTime(clock) ? clock.AddHours(1) : clock;
        return new DateTimeOffset(shown, zone.GetUtcOffset(shown)).ToUniversalTime();
    }
}
