namespace OmniChannel.Expressions;

/// <summary>Calendar and clock of an instant, in UTC or in a zone; and whole hours, minutes and seconds of a length of time.</summary>
internal static class TimeFunctions
{
    public static IEnumerable<CelOverload> All =>
    [
        .. OfTimestamp("getFullYear", local => local.Date.Year),
        .. OfTimestamp("getMonth", local => local.Date.Month - 1),
        .. OfTimestamp("getDate", local => local.Date.Day),
        .. OfTimestamp("getDayOfMonth", local => local.Date.Day - 1),
        .. OfTimestamp("getDayOfWeek", local => local.DayOfWeek),
        .. OfTimestamp("getDayOfYear", local => local.DayOfYear),
        .. OfTimestamp("getHours", local => local.Hour),
        .. OfTimestamp("getMinutes", local => local.Minute),
        .. OfTimestamp("getSeconds", local => local.Second),
        CelOverload.Member("getMilliseconds", CelType.Int, TimestampMilliseconds, CelType.Timestamp),
        CelOverload.Member("getMilliseconds", CelType.Int, TimestampMilliseconds, CelType.Timestamp, CelType.String),
        OfDuration("getHours", 3_600_000_000_000, long.MaxValue),
        OfDuration("getMinutes", 60_000_000_000, long.MaxValue),
        OfDuration("getSeconds", 1_000_000_000, long.MaxValue),
        OfDuration("getMilliseconds", 1_000_000, 1000),
    ];

    private static CelOverload[] OfTimestamp(string name, Func<LocalTime, long> part)
    {
        return
        [
            CelOverload.Member(name, CelType.Int, Utc, CelType.Timestamp),
            CelOverload.Member(name, CelType.Int, Local, CelType.Timestamp, CelType.String),
        ];

        CelValue Utc(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Int(part(LocalTime.At(arguments[0].Bits, 0)));

        CelValue Local(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
            => ZoneOffset.TryFind(arguments[1].Text, arguments[0].Bits, out var offset)
                ? CelValue.Int(part(LocalTime.At(arguments[0].Bits, offset)))
                : NoZone(arguments[1]);
    }

    private static CelValue TimestampMilliseconds(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => arguments.Length == 1 || ZoneOffset.TryFind(arguments[1].Text, arguments[0].Bits, out _)
            ? CelValue.Int(arguments[0].Nanoseconds / 1_000_000)
            : NoZone(arguments[1]);

    private static CelValue NoZone(in CelValue zone)
        => CelValue.Error(CelErrorCode.InvalidArgument, $"'{Shown.Value(zone)}' is no time zone; expected an IANA name such as 'Europe/Paris', 'UTC', or '+01:00'");

    private static CelOverload OfDuration(string name, long nanoseconds, long below)
    {
        return CelOverload.Member(name, CelType.Int, Whole, CelType.Duration);

        CelValue Whole(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Int(arguments[0].Bits / nanoseconds % below);
    }
}
