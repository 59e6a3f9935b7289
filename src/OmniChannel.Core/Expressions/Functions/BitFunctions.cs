namespace OmniChannel.Expressions;

/// <summary>Bits of integers, in the namespace <c>math</c>. Shifting by 64 or more leaves nothing; shifting right fills with zeros.</summary>
internal static class BitFunctions
{
    public static IEnumerable<CelOverload> All =>
    [
        .. OfTwo("math.bitAnd", (one, other) => one & other),
        .. OfTwo("math.bitOr", (one, other) => one | other),
        .. OfTwo("math.bitXor", (one, other) => one ^ other),
        CelOverload.Global("math.bitNot", CelType.Int, Not, CelType.Int),
        CelOverload.Global("math.bitNot", CelType.Uint, Not, CelType.Uint),
        .. Shift("math.bitShiftLeft", (bits, by) => bits << by),
        .. Shift("math.bitShiftRight", (bits, by) => bits >> by),
    ];

    private static CelOverload[] OfTwo(string name, Func<ulong, ulong, ulong> compute)
    {
        return
        [
            CelOverload.Global(name, CelType.Int, Apply, CelType.Int, CelType.Int),
            CelOverload.Global(name, CelType.Uint, Apply, CelType.Uint, CelType.Uint),
        ];

        CelValue Apply(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
            => new(arguments[0].Kind, unchecked((long)compute(arguments[0].UintBits, arguments[1].UintBits)));
    }

    private static CelOverload[] Shift(string name, Func<ulong, int, ulong> compute)
    {
        return
        [
            CelOverload.Global(name, CelType.Int, Apply, CelType.Int, CelType.Int),
            CelOverload.Global(name, CelType.Uint, Apply, CelType.Uint, CelType.Int),
        ];

        CelValue Apply(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
            => arguments[1].Bits < 0
                ? CelValue.Error(CelErrorCode.InvalidArgument, $"'{name}' shifts by 0 or more, not by {arguments[1].Bits}")
                : new(arguments[0].Kind, arguments[1].Bits > 63 ? 0 : unchecked((long)compute(arguments[0].UintBits, (int)arguments[1].Bits)));
    }

    private static CelValue Not(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => new(arguments[0].Kind, ~arguments[0].Bits);
}
