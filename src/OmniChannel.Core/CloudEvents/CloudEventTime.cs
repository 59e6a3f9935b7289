using OmniChannel.Expressions;

namespace OmniChannel;

/// <summary>Instants as CloudEvents writes them: RFC 3339, in any offset and to any precision, a leap second included.</summary>
internal static class CloudEventTime
{
    private const int Seconds = 17;

    public static string Of(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        return rest < 0
            ? TimestampText.Of(seconds - 1, (int)((rest + TimeSpan.TicksPerSecond) * TimeSpan.NanosecondsPerTick))
            : TimestampText.Of(seconds, (int)(rest * TimeSpan.NanosecondsPerTick));
    }

    /// <summary>The instant in UTC; null when the text is none.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        // A leap second has no place in our clocks: it is the second after the one before it.
        var isLeap = text.Length > Seconds + 2 && text[Seconds] == '6' && text[Seconds + 1] == '0';
        var read = TimestampText.Parse(Short(isLeap ? string.Concat(text.AsSpan(0, Seconds), "59", text.AsSpan(Seconds + 2)) : text));
        if (read.IsError)
        {
            return null;
        }

        var ticks = DateTimeOffset.UnixEpoch.UtcTicks + ((read.Bits + (isLeap ? 1 : 0)) * TimeSpan.TicksPerSecond) + (read.Nanoseconds / TimeSpan.NanosecondsPerTick);
        return ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    /// <summary>Without the digits of a second beyond the ninth.</summary>
    private static string Short(string text)
    {
        var end = Seconds + 3;
        if (text.Length <= end || text[end - 1] != '.')
        {
            return text;
        }

        var from = end;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - from <= 9 ? text : text.Remove(from + 9, end - from - 9);
    }
}
