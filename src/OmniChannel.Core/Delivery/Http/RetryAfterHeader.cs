using System.Globalization;

namespace OmniChannel.Delivery;

/// <summary>Reads Retry-After (RFC 9110, section 10.2.3) in its two forms, seconds and an HTTP date in any of its three spellings (section 5.6.7).</summary>
internal static class RetryAfterHeader
{
    private static readonly string[] Dates =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        "dddd, dd-MMM-yy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss yyyy",
    ];

    /// <param name="value">The header as sent.</param>
    /// <param name="date">The answer's Date header: a date to wait for is measured against the clock that wrote it.</param>
    /// <param name="now">Our clock, where the answer has no date.</param>
    /// <param name="max">The longest wait that is followed.</param>
    /// <returns>The wait; null for nothing, nonsense, zero or a date that has passed, so that the schedule's own delay holds and nobody retries at once for ever.</returns>
    internal static TimeSpan? Read(string? value, string? date, DateTimeOffset now, TimeSpan max)
    {
        value = value?.Trim();
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (!value.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            var seconds = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : long.MaxValue;
            return Clamp(seconds >= max.TotalSeconds ? max : TimeSpan.FromSeconds(seconds), max);
        }

        return Date(value) is { } until ? Clamp(until - (Date(date?.Trim()) ?? now), max) : null;
    }

    private static TimeSpan? Clamp(TimeSpan wait, TimeSpan max) => wait <= TimeSpan.Zero ? null : wait < max ? wait : max;

    private static DateTimeOffset? Date(string? value) =>
        DateTimeOffset.TryParseExact(
            value,
            Dates,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite,
            out var date)
            ? date
            : null;
}
