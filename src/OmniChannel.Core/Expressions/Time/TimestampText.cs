using System.Globalization;

namespace OmniChannel.Expressions;

/// <summary>Instants as text by RFC 3339, section 5.6; UTC out, any offset in, at most nine digits of a second.</summary>
internal static class TimestampText
{
    private const string Form = "a timestamp is written by RFC 3339, such as '2026-02-13T23:31:30Z' or '2026-02-13T23:31:30.5+01:00'";

    public static string Of(long seconds, int nanoseconds)
    {
        var local = LocalTime.At(seconds, 0);
        var fraction = nanoseconds == 0 ? "" : "." + nanoseconds.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{local.Date.Year:0000}-{local.Date.Month:00}-{local.Date.Day:00}T{local.Hour:00}:{local.Minute:00}:{local.Second:00}{fraction}Z");
    }

    /// <summary>The instant, or the error that the text is none.</summary>
    public static CelValue Parse(string text)
    {
        ReadOnlySpan<char> rest = text;
        if (!TryDigits(ref rest, 4, out var year) || !TrySign(ref rest, '-')
            || !TryDigits(ref rest, 2, out var month) || !TrySign(ref rest, '-')
            || !TryDigits(ref rest, 2, out var day) || !(TrySign(ref rest, 'T') || TrySign(ref rest, 't'))
            || !TryDigits(ref rest, 2, out var hour) || !TrySign(ref rest, ':')
            || !TryDigits(ref rest, 2, out var minute) || !TrySign(ref rest, ':')
            || !TryDigits(ref rest, 2, out var second)
            || !TryFraction(ref rest, out var nanoseconds)
            || !TryOffset(ref rest, out var offset) || !rest.IsEmpty)
        {
            return CelValue.Error(CelErrorCode.InvalidArgument, Form);
        }

        if (year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return CelValue.Error(CelErrorCode.InvalidArgument, "the timestamp names a date or a time of day that does not exist");
        }

        var seconds = (new CivilDate(year, month, day).ToDays() * 86_400) + (hour * 3600) + (minute * 60) + second - offset;
        return TimestampRange.Of(seconds, nanoseconds);
    }

    private static bool TryDigits(ref ReadOnlySpan<char> rest, int count, out int value)
    {
        value = 0;
        if (rest.Length < count)
        {
            return false;
        }

        foreach (var c in rest[..count])
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        rest = rest[count..];
        return true;
    }

    private static bool TrySign(ref ReadOnlySpan<char> rest, char sign)
    {
        if (rest.IsEmpty || rest[0] != sign)
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<char> rest, out int nanoseconds)
    {
        nanoseconds = 0;
        if (!TrySign(ref rest, '.'))
        {
            return true;
        }

        var digits = 0;
        for (; digits < 9 && rest is [>= '0' and <= '9', ..]; digits++)
        {
            nanoseconds = (nanoseconds * 10) + (rest[0] - '0');
            rest = rest[1..];
        }

        for (var at = digits; at < 9; at++)
        {
            nanoseconds *= 10;
        }

        return digits > 0;
    }

    private static bool TryOffset(ref ReadOnlySpan<char> rest, out int seconds)
    {
        seconds = 0;
        if (TrySign(ref rest, 'Z') || TrySign(ref rest, 'z'))
        {
            return true;
        }

        var sign = rest is ['-', ..] ? -1 : 1;
        if (!(TrySign(ref rest, '-') || TrySign(ref rest, '+'))
            || !TryDigits(ref rest, 2, out var hours) || !TrySign(ref rest, ':') || !TryDigits(ref rest, 2, out var minutes)
            || hours > 23 || minutes > 59)
        {
            return false;
        }

        seconds = sign * ((hours * 3600) + (minutes * 60));
        return true;
    }
}
