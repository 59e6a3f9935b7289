namespace OmniChannel.Expressions;

/// <summary><c>bool</c>, <c>string</c>, <c>bytes</c>, <c>timestamp</c>, <c>duration</c>, <c>type</c> and <c>dyn</c>.</summary>
internal static class Conversions
{
    private static readonly CelType A = CelType.Parameter("A");

    public static IEnumerable<CelOverload> All =>
    [
        CelOverload.Global("bool", CelType.Bool, Same, CelType.Bool),
        CelOverload.Global("bool", CelType.Bool, BoolOfText, CelType.String),
        CelOverload.Global("string", CelType.String, Same, CelType.String),
        .. new[] { CelType.Bool, CelType.Int, CelType.Uint, CelType.Timestamp, CelType.Duration }
            .Select(type => CelOverload.Global("string", CelType.String, Text, type)),
        CelOverload.Global("string", CelType.String, TextOfDouble, CelType.Double),
        CelOverload.Global("string", CelType.String, TextOfBytes, CelType.Bytes),
        CelOverload.Global("bytes", CelType.Bytes, Same, CelType.Bytes),
        CelOverload.Global("bytes", CelType.Bytes, BytesOfText, CelType.String),
        CelOverload.Global("timestamp", CelType.Timestamp, Same, CelType.Timestamp),
        CelOverload.Global("timestamp", CelType.Timestamp, TimestampOfText, CelType.String),
        CelOverload.Global("timestamp", CelType.Timestamp, TimestampOfSeconds, CelType.Int),
        CelOverload.Global("duration", CelType.Duration, Same, CelType.Duration),
        CelOverload.Global("duration", CelType.Duration, DurationOfText, CelType.String),
        CelOverload.Global("type", CelType.TypeOf(A), TypeOf, A),
        CelOverload.Global("dyn", CelType.Dyn, Same, A),
    ];

    public static CelValue Same(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => arguments[0];

    private static CelValue TypeOf(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Type(RuntimeType.Of(arguments[0]));

    private static CelValue BoolOfText(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => arguments[0].Text switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => CelValue.True,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => CelValue.False,
        _ => Wrong(arguments[0], "a bool ('true' or 'false')"),
    };

    private static CelValue Text(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.String(ValueText.Of(arguments[0]));

    private static CelValue TextOfDouble(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => CelValue.String(DoubleText.Shortest(arguments[0].DoubleBits));

    private static CelValue TextOfBytes(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => !budget.TryTakeSize(arguments[0].Weight) ? budget.Exceeded()
            : OctetText.Strict(arguments[0].Octets) is { } text ? CelValue.String(text)
            : CelValue.Error(CelErrorCode.InvalidArgument, "the octets are not text in UTF-8");

    private static CelValue BytesOfText(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => !budget.TryTakeSize(3 * arguments[0].Weight) ? budget.Exceeded()
            : OctetText.Octets(arguments[0].Text) is { } octets ? CelValue.OwnedBytes(octets)
            : CelValue.Error(CelErrorCode.InvalidArgument, "the text holds half of a surrogate pair, which no octets stand for");

    private static CelValue TimestampOfText(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => TimestampText.Parse(arguments[0].Text);

    private static CelValue TimestampOfSeconds(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => TimestampRange.Of(arguments[0].Bits, 0);

    private static CelValue DurationOfText(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => DurationText.Parse(arguments[0].Text);

    private static CelValue Wrong(in CelValue value, string expected)
        => CelValue.Error(CelErrorCode.InvalidArgument, $"'{Shown.Value(value)}' is not {expected}");
}
