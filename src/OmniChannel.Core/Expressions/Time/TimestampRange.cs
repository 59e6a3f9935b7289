namespace OmniChannel.Expressions;

/// <summary>Instants from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z, as seconds since 1970 and nanoseconds.</summary>
internal static class TimestampRange
{
    public const long First = -62_135_596_800;
    public const long Last = 253_402_300_799;
    public const int NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The instant so many nanoseconds later, or the error that there is none.</summary>
    public static CelValue Add(in CelValue timestamp, Int128 nanoseconds)
    {
        var total = ((Int128)timestamp.Bits * NanosecondsPerSecond) + timestamp.Nanoseconds + nanoseconds;
        var seconds = total / NanosecondsPerSecond;
        var rest = (int)(total - (seconds * NanosecondsPerSecond));
        if (rest < 0)
        {
            seconds--;
            rest += NanosecondsPerSecond;
        }

        return Of(seconds, rest);
    }

    /// <summary>From one instant to another, or the error that 64 bits of nanoseconds do not hold it.</summary>
    public static CelValue Between(in CelValue from, in CelValue until)
        => DurationRange.Of((((Int128)until.Bits - from.Bits) * NanosecondsPerSecond) + until.Nanoseconds - from.Nanoseconds);

    public static CelValue Of(Int128 seconds, int nanoseconds)
        => seconds >= First && seconds <= Last
            ? CelValue.TimestampAt((long)seconds, nanoseconds)
            : CelValue.Error(CelErrorCode.Overflow, "a timestamp lies between the years 0001 and 9999");
}
