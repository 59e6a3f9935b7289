namespace OmniChannel.Expressions;

/// <summary>Rounding, signs, roots and the special doubles, in the namespace <c>math</c>.</summary>
internal static class MathFunctions
{
    public static IEnumerable<CelOverload> All =>
    [
        OfDouble("math.ceil", CelType.Double, value => CelValue.Double(Math.Ceiling(value))),
        OfDouble("math.floor", CelType.Double, value => CelValue.Double(Math.Floor(value))),
        OfDouble("math.round", CelType.Double, value => CelValue.Double(Math.Round(value, MidpointRounding.AwayFromZero))),
        OfDouble("math.trunc", CelType.Double, value => CelValue.Double(Math.Truncate(value))),
        OfDouble("math.isNaN", CelType.Bool, value => CelValue.Bool(double.IsNaN(value))),
        OfDouble("math.isInf", CelType.Bool, value => CelValue.Bool(double.IsInfinity(value))),
        OfDouble("math.isFinite", CelType.Bool, value => CelValue.Bool(double.IsFinite(value))),
        OfDouble("math.abs", CelType.Double, value => CelValue.Double(Math.Abs(value))),
        OfDouble("math.sign", CelType.Double, value => CelValue.Double(double.IsNaN(value) ? value : Math.Sign(value))),
        OfDouble("math.sqrt", CelType.Double, value => CelValue.Double(Math.Sqrt(value))),
        CelOverload.Global("math.abs", CelType.Int, AbsOfInt, CelType.Int),
        CelOverload.Global("math.abs", CelType.Uint, Conversions.Same, CelType.Uint),
        CelOverload.Global("math.sign", CelType.Int, SignOfInt, CelType.Int),
        CelOverload.Global("math.sign", CelType.Uint, SignOfUint, CelType.Uint),
        CelOverload.Global("math.sqrt", CelType.Double, RootOfInt, CelType.Int),
        CelOverload.Global("math.sqrt", CelType.Double, RootOfUint, CelType.Uint),
    ];

    private static CelOverload OfDouble(string name, CelType result, Func<double, CelValue> compute)
    {
        return CelOverload.Global(name, result, Apply, CelType.Double);

        CelValue Apply(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => compute(arguments[0].DoubleBits);
    }

    private static CelValue AbsOfInt(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => arguments[0].Bits == long.MinValue
            ? CelValue.Error(CelErrorCode.Overflow, "the smallest int has no absolute value that is an int")
            : CelValue.Int(Math.Abs(arguments[0].Bits));

    private static CelValue SignOfInt(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Int(Math.Sign(arguments[0].Bits));

    private static CelValue SignOfUint(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Uint(Math.Min(arguments[0].UintBits, 1));

    private static CelValue RootOfInt(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Double(Math.Sqrt(arguments[0].Bits));

    private static CelValue RootOfUint(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Double(Math.Sqrt(arguments[0].UintBits));
}
