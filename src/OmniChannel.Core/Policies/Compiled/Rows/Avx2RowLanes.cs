using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OmniChannel;

/// <summary>256 bits: two steps for 64 tests and for 8 rules, one for the points of 8 channels.</summary>
internal readonly struct Avx2RowLanes : IRowLanes<Vector256<int>>, ISheetLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Test(ref byte block, ref byte index, ref byte low, ref byte span) =>
        Half(ref block, ref index, ref low, ref span, 0) | ((ulong)Half(ref block, ref index, ref low, ref span, 32) << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Test(ushort number, ref ushort low, ref ushort span) =>
        Run(number, ref low, ref span, 0) | ((ulong)Run(number, ref low, ref span, 32) << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Fired(ulong tests, ref ulong needs)
    {
        var have = Vector256.Create(tests);
        var first = Vector256.LoadUnsafe(ref needs);
        var second = Vector256.LoadUnsafe(ref needs, 4);
        return Vector256.Equals(have & first, first).ExtractMostSignificantBits() | (Vector256.Equals(have & second, second).ExtractMostSignificantBits() << 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Blocked(ulong fired, ref ulong rulesOfChannel)
    {
        var rules = Vector256.Create(fired);
        var first = Vector256.Equals(Vector256.LoadUnsafe(ref rulesOfChannel) & rules, Vector256<ulong>.Zero).ExtractMostSignificantBits();
        var second = Vector256.Equals(Vector256.LoadUnsafe(ref rulesOfChannel, 4) & rules, Vector256<ulong>.Zero).ExtractMostSignificantBits();
        return (first | (second << 4)) ^ 0xFF;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Fire(ulong tests, ref byte rules, ref byte end)
    {
        var missing = Vector256.Create(~tests);
        var given = Vector256<ulong>.Zero;
        for (; Unsafe.IsAddressLessThan(ref rules, ref end); rules = ref Unsafe.Add(ref rules, RowSheet.RuleBlock))
        {
            given |= Vector256.Equals(Vector256.LoadUnsafe(ref rules).AsUInt64() & missing, Vector256<ulong>.Zero) & Vector256.LoadUnsafe(ref rules, 64).AsUInt64();
            given |= Vector256.Equals(Vector256.LoadUnsafe(ref rules, 32).AsUInt64() & missing, Vector256<ulong>.Zero) & Vector256.LoadUnsafe(ref rules, 96).AsUInt64();
        }

        var two = given.GetLower() | given.GetUpper();
        return two | Vector128.Shuffle(two, Vector128.Create(1UL, 0));
    }

    public static Vector128<byte> Gather(ref byte block, ref byte places) => Vector128RowLanes.Gather(ref block, ref places);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(ref int points, nint at) => Vector256.LoadUnsafe(ref points, (nuint)at);

    public static Vector256<int> Add(Vector256<int> left, Vector256<int> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Widen(ref byte row, nint offset, int width)
    {
        ref var at = ref Unsafe.Add(ref row, offset);
        return width == 1 ? Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref at)).AsByte())
            : width == 2 ? Avx2.ConvertToVector256Int32(Vector128.LoadUnsafe(ref at).AsUInt16())
            : Vector256.LoadUnsafe(ref at).AsInt32();
    }

    public static Vector256<int> All(int number) => Vector256.Create(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AddAbove(Vector256<int> sum, Vector256<int> numbers, int threshold, Vector256<int> points) =>
        sum + (Vector256.GreaterThan(numbers, Vector256.Create(threshold)) & points);

    public static Vector256<int> AddProduct(Vector256<int> sum, Vector256<int> numbers, Vector256<int> factors) => sum + (numbers * factors);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(Vector256<int> entries, int number) => Vector256.GreaterThan(entries, Vector256.Create(number)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Best(Vector256<int> points, uint eligible, int lastChannel)
    {
        var bit = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        var open = Vector256.Equals(Vector256.Create((int)eligible) & bit, bit);
        var keys = Vector256.ShiftLeft(points, 5) + (Vector256.Create(lastChannel) - Vector256<int>.Indices);
        keys = Vector256.ConditionalSelect(open, keys, Vector256.Create(int.MinValue));
        var four = Vector128.Max(keys.GetLower(), keys.GetUpper());
        four = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>32 words to 32 bits; a pack of two registers takes their halves in turns, which the permutation undoes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Run(ushort number, ref ushort low, ref ushort span, nuint at)
    {
        var packed = Avx2.PackSignedSaturate(Sixteen(number, ref low, ref span, at), Sixteen(number, ref low, ref span, at + 16));
        return Avx2.Permute4x64(packed.AsInt64(), 0b11_01_10_00).AsByte().ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Sixteen(ushort number, ref ushort low, ref ushort span, nuint at)
    {
        var numbers = Vector256.Create(number) - Vector256.LoadUnsafe(ref low, at);
        return Vector256.Equals(Vector256.Min(numbers, Vector256.LoadUnsafe(ref span, at)), numbers).AsInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Half(ref byte block, ref byte index, ref byte low, ref byte span, nuint at)
    {
        var numbers = Avx2.Shuffle(Vector256.LoadUnsafe(ref block, at), Vector256.LoadUnsafe(ref index, at)) - Vector256.LoadUnsafe(ref low, at);
        return Vector256.Equals(Vector256.Min(numbers, Vector256.LoadUnsafe(ref span, at)), numbers).ExtractMostSignificantBits();
    }
}
