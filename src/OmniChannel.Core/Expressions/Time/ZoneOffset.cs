namespace OmniChannel.Expressions;

/// <summary>Seconds east of UTC by a zone's name: an IANA name, <c>UTC</c>, or <c>+hh:mm</c>, <c>-hh:mm</c>, <c>hh:mm</c>.</summary>
internal static class ZoneOffset
{
    private const int LongestName = 64;

    /// <summary>False when the name is no zone.</summary>
    public static bool TryFind(string zone, long seconds, out int offset)
    {
        offset = 0;
        if (zone is "UTC" or "")
        {
            return true;
        }

        if (TryFixed(zone, out offset))
        {
            return true;
        }

        if (zone.Length > LongestName || !char.IsAsciiLetter(zone[0]) || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) || !found.HasIanaId)
        {
            return false;
        }

        var instant = new DateTime(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        offset = (int)found.GetUtcOffset(instant).TotalSeconds;
        return true;
    }

    private static bool TryFixed(string zone, out int offset)
    {
        offset = 0;
        ReadOnlySpan<char> rest = zone;
        var sign = rest is ['-', ..] ? -1 : 1;
        rest = rest is ['-' or '+', ..] ? rest[1..] : rest;
        if (rest is not [>= '0' and <= '9', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9'])
        {
            return false;
        }

        var hours = ((rest[0] - '0') * 10) + rest[1] - '0';
        offset = sign * ((hours * 3600) + ((((rest[3] - '0') * 10) + rest[4] - '0') * 60));
        return hours <= 23;
    }
}
