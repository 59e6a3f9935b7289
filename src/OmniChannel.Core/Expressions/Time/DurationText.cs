using System.Globalization;

namespace OmniChannel.Expressions;

/// <summary>Durations as text: numbers with units (<c>1h30m</c>, <c>-1.5s</c>, <c>250ms</c>) in, seconds out.</summary>
internal static class DurationText
{
    public static string Of(long nanoseconds)
    {
        var magnitude = UInt128.CreateChecked(Int128.Abs(nanoseconds));
        var seconds = (ulong)(magnitude / TimestampRange.NanosecondsPerSecond);
        var rest = (uint)(magnitude % TimestampRange.NanosecondsPerSecond);
        var fraction = rest == 0 ? "" : "." + rest.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        return $"{(nanoseconds < 0 ? "-" : "")}{seconds.ToString(CultureInfo.InvariantCulture)}{fraction}s";
    }

    /// <summary>The duration, or the error that the text is none.</summary>
    public static CelValue Parse(string text)
    {
        ReadOnlySpan<char> rest = text;
        var negative = rest is ['-', ..];
        rest = rest is ['-' or '+', ..] ? rest[1..] : rest;
        if (rest is "0")
        {
            return CelValue.DurationOf(0);
        }

        Int128 total = 0;
        do
        {
            if (!TryTerm(ref rest, ref total))
            {
                return CelValue.Error(CelErrorCode.InvalidArgument, "a duration is a sequence of numbers with units h, m, s, ms, us or ns, such as '1h30m' or '-1.5s', of at most 292 years");
            }
        }
        while (!rest.IsEmpty);

        return DurationRange.Of(negative ? -total : total);
    }

    private static bool TryTerm(ref ReadOnlySpan<char> rest, ref Int128 total)
    {
        var (whole, wholeDigits) = Number(ref rest);
        Int128 fraction = 0;
        Int128 scale = 1;
        var digits = wholeDigits;
        if (rest is ['.', ..])
        {
            rest = rest[1..];
            while (rest is [>= '0' and <= '9', ..])
            {
                if (scale < 1_000_000_000_000_000)
                {
                    fraction = (fraction * 10) + (rest[0] - '0');
                    scale *= 10;
                }

                digits++;
                rest = rest[1..];
            }
        }

        if (digits == 0 || whole > long.MaxValue || !TryUnit(ref rest, out var unit))
        {
            return false;
        }

        total += (whole * unit) + (fraction * unit / scale);
        return total <= (Int128)long.MaxValue + 1;
    }

    private static (Int128 Value, int Digits) Number(ref ReadOnlySpan<char> rest)
    {
        Int128 value = 0;
        var digits = 0;
        for (; rest is [>= '0' and <= '9', ..]; rest = rest[1..])
        {
            value = value > long.MaxValue ? value : (value * 10) + (rest[0] - '0');
            digits++;
        }

        return (value, digits);
    }

    private static bool TryUnit(ref ReadOnlySpan<char> rest, out long nanoseconds)
    {
        (nanoseconds, var length) = rest switch
        {
            ['h', ..] => (3_600_000_000_000, 1),
            ['m', 's', ..] => (1_000_000, 2),
            ['m', ..] => (60_000_000_000, 1),
            ['s', ..] => (1_000_000_000, 1),
            ['u' or 'µ' or 'μ', 's', ..] => (1_000, 2),
            ['n', 's', ..] => (1, 2),
            _ => (0L, 0),
        };
        rest = rest[length..];
        return length > 0;
    }
}
