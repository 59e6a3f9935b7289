using System.Globalization;

namespace OmniChannel;

/// <summary>A stretch of time in UTC, half-open: <see cref="From"/> belongs to it, <see cref="Until"/> does not. <c>default</c> is empty.</summary>
public readonly record struct TimeRange
{
    /// <summary>The stretch [from, until); both are turned into UTC.</summary>
    /// <exception cref="ArgumentException">It would end before it begins.</exception>
    public TimeRange(DateTimeOffset from, DateTimeOffset until)
    {
        if (until < from)
        {
            throw new ArgumentException($"The range would end at {until:O}, before it begins at {from:O}.", nameof(until));
        }

        From = from.ToUniversalTime();
        Until = until.ToUniversalTime();
    }

    /// <summary>The first instant, in UTC.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The first instant after it, in UTC.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>Whether no instant belongs to it.</summary>
    public bool IsEmpty => From == Until;

    /// <summary>Whether the instant belongs to it.</summary>
    public bool Contains(DateTimeOffset instant) => From <= instant && instant < Until;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"[{From.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, {Until.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'})");
}
