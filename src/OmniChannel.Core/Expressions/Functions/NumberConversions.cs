using System.Globalization;

namespace OmniChannel.Expressions;

/// <summary><c>int</c>, <c>uint</c> and <c>double</c>. What does not fit is an error; a fraction is cut off towards zero.</summary>
internal static class NumberConversions
{
    private const double TwoTo63 = 9_223_372_036_854_775_808.0;
    private const double TwoTo64 = 18_446_744_073_709_551_616.0;
    private const int LongestNumber = 400;

    public static IEnumerable<CelOverload> All =>
    [
        CelOverload.Global("int", CelType.Int, Conversions.Same, CelType.Int),
        CelOverload.Global("int", CelType.Int, IntOfUint, CelType.Uint),
        CelOverload.Global("int", CelType.Int, IntOfDouble, CelType.Double),
        CelOverload.Global("int", CelType.Int, IntOfText, CelType.String),
        CelOverload.Global("int", CelType.Int, IntOfTimestamp, CelType.Timestamp),
        CelOverload.Global("uint", CelType.Uint, Conversions.Same, CelType.Uint),
        CelOverload.Global("uint", CelType.Uint, UintOfInt, CelType.Int),
        CelOverload.Global("uint", CelType.Uint, UintOfDouble, CelType.Double),
        CelOverload.Global("uint", CelType.Uint, UintOfText, CelType.String),
        CelOverload.Global("double", CelType.Double, Conversions.Same, CelType.Double),
        CelOverload.Global("double", CelType.Double, DoubleOfInt, CelType.Int),
        CelOverload.Global("double", CelType.Double, DoubleOfUint, CelType.Uint),
        CelOverload.Global("double", CelType.Double, DoubleOfText, CelType.String),
    ];

    private static CelValue IntOfUint(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => arguments[0].UintBits <= long.MaxValue ? CelValue.Int(arguments[0].Bits) : Overflow(arguments[0], "int");

    /// <summary>Both ends are left out: the doubles there stand for numbers that are no int as well.</summary>
    private static CelValue IntOfDouble(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => arguments[0].DoubleBits is > -TwoTo63 and < TwoTo63 ? CelValue.Int((long)arguments[0].DoubleBits) : Overflow(arguments[0], "int");

    private static CelValue IntOfText(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => long.TryParse(arguments[0].Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? CelValue.Int(value)
            : Wrong(arguments[0], "int");

    private static CelValue IntOfTimestamp(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Int(arguments[0].Bits);

    private static CelValue UintOfInt(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => arguments[0].Bits >= 0 ? CelValue.Uint(arguments[0].UintBits) : Overflow(arguments[0], "uint");

    private static CelValue UintOfDouble(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => arguments[0].DoubleBits is >= 0 and < TwoTo64 ? CelValue.Uint((ulong)arguments[0].DoubleBits) : Overflow(arguments[0], "uint");

    private static CelValue UintOfText(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => ulong.TryParse(arguments[0].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? CelValue.Uint(value)
            : Wrong(arguments[0], "uint");

    private static CelValue DoubleOfInt(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Double(arguments[0].Bits);

    private static CelValue DoubleOfUint(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Double(arguments[0].UintBits);

    private static CelValue DoubleOfText(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var text = arguments[0].Text;
        var unsigned = text.TrimStart('+', '-');
        var named = unsigned.ToUpperInvariant() switch
        {
            "NAN" => double.NaN,
            "INF" or "INFINITY" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
            _ => (double?)null,
        };
        if (named is { } special && text.Length - unsigned.Length <= 1)
        {
            return CelValue.Double(special);
        }

        return text.Length <= LongestNumber && unsigned.Length > 0 && (char.IsAsciiDigit(unsigned[0]) || unsigned[0] == '.')
            && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            ? CelValue.Double(value)
            : Wrong(arguments[0], "double");
    }

    private static CelValue Overflow(in CelValue value, string type)
        => CelValue.Error(CelErrorCode.Overflow, $"{Shown.Value(value)} is no {type} (64 bits)");

    private static CelValue Wrong(in CelValue value, string type)
        => CelValue.Error(CelErrorCode.InvalidArgument, $"'{Shown.Value(value)}' is no {type}");
}
