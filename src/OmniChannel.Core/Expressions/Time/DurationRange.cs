namespace OmniChannel.Expressions;

/// <summary>Lengths of time that 64 bits of nanoseconds hold: some 292 years either way.</summary>
internal static class DurationRange
{
    public static CelValue Of(Int128 nanoseconds)
        => nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue
            ? CelValue.DurationOf((long)nanoseconds)
            : CelValue.Error(CelErrorCode.Overflow, "a duration has at most 292 years (64 bits of nanoseconds)");
}
