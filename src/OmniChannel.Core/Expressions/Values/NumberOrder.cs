namespace OmniChannel.Expressions;

/// <summary>Order of numbers of any kind. Against a double, an integer counts as the nearest double, as in the reference implementations.</summary>
internal static class NumberOrder
{
    /// <summary>The answer for NaN, which has no order and equals nothing.</summary>
    public const int Unordered = 2;

    public static bool IsNumber(CelKind kind) => kind is CelKind.Int or CelKind.Uint or CelKind.Double;

    /// <summary>-1, 0, 1 or <see cref="Unordered"/>.</summary>
    public static int Compare(in CelValue left, in CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => left.Bits.CompareTo(right.Bits),
        (CelKind.Uint, CelKind.Uint) => left.UintBits.CompareTo(right.UintBits),
        (CelKind.Int, CelKind.Uint) => IntAndUint(left.Bits, right.UintBits),
        (CelKind.Uint, CelKind.Int) => -IntAndUint(right.Bits, left.UintBits),
        _ => Doubles(AsDouble(left), AsDouble(right)),
    };

    private static int IntAndUint(long signed, ulong unsigned) => signed < 0 ? -1 : ((ulong)signed).CompareTo(unsigned);

    private static double AsDouble(in CelValue value) => value.Kind switch
    {
        CelKind.Int => value.Bits,
        CelKind.Uint => value.UintBits,
        _ => value.DoubleBits,
    };

    private static int Doubles(double left, double right)
        => left < right ? -1 : left > right ? 1 : left == right ? 0 : Unordered;
}
