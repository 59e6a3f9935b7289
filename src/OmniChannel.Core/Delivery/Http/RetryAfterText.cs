using System.Globalization;

namespace OmniChannel.Delivery;

/// <summary>Reads what a provider wrote about when to come again, in each of its forms. Pure.</summary>
internal static class RetryAfterText
{
    /// <summary>From this number on it is a Unix second: as a wait it would be over thirty years.</summary>
    private const long SmallestEpoch = 1_000_000_000;

    private static readonly string[] Dates =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        "dddd, dd-MMM-yy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss yyyy",
    ];

    private static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <param name="value">As sent.</param>
    /// <param name="form">How it is written.</param>
    /// <param name="date">The answer's Date header: an instant to wait for is measured against the clock that wrote it. Null for none.</param>
    /// <param name="now">Our clock, where the answer has no date.</param>
    /// <param name="max">The longest wait that is followed.</param>
    /// <returns>The wait, more than zero and at most the longest; null for nothing, nonsense, zero or an instant that has passed, so that the schedule's own delay holds and nobody retries at once for ever.</returns>
    internal static TimeSpan? Read(string? value, RetryAfterForm form, string? date, DateTimeOffset now, TimeSpan max)
    {
        value = value?.Trim();
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        var number = Number(value);
        var wait = form switch
        {
            RetryAfterForm.Standard when number is { } seconds => Seconds(seconds, max),
            RetryAfterForm.SecondsOrEpoch when number is < SmallestEpoch => Seconds(number.Value, max),
            RetryAfterForm.SecondsOrEpoch or RetryAfterForm.EpochSeconds when number is { } epoch => Seconds(epoch - From(date, now).ToUnixTimeSeconds(), max),
            RetryAfterForm.Standard when Date(value) is { } until => until - From(date, now),
            RetryAfterForm.Iso8601 when Instant(value) is { } until => until - From(date, now),
            _ => (TimeSpan?)null,
        };
        return wait is not { } asked || asked <= TimeSpan.Zero ? null : asked < max ? asked : max;
    }

    /// <summary>Digits only; more of them than a number has are as many as one can have.</summary>
    private static long? Number(string value) => value.AsSpan().ContainsAnyExceptInRange('0', '9') ? null
        : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed
        : long.MaxValue;

    private static TimeSpan Seconds(long seconds, TimeSpan max) => seconds >= max.TotalSeconds ? max : seconds <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds);

    private static DateTimeOffset From(string? date, DateTimeOffset now) => Date(date?.Trim()) ?? now;

    private static DateTimeOffset? Date(string? value) =>
        DateTimeOffset.TryParseExact(value, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var date) ? date : null;

    private static DateTimeOffset? Instant(string value) =>
        DateTimeOffset.TryParseExact(value, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
