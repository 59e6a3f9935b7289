using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OmniChannel;

/// <summary>One 512-bit step for 64 tests, for 8 rules and for 8 channels.</summary>
internal readonly struct Avx512RowLanes : IRowLanes<Vector256<int>>, ISheetLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Test(ref byte block, ref byte index, ref byte low, ref byte span)
    {
        var numbers = Avx512BW.Shuffle(Vector512.LoadUnsafe(ref block), Vector512.LoadUnsafe(ref index));
        return Vector512.LessThanOrEqual(numbers - Vector512.LoadUnsafe(ref low), Vector512.LoadUnsafe(ref span)).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Test(ushort number, ref ushort low, ref ushort span)
    {
        var all = Vector512.Create(number);
        return Vector512.LessThanOrEqual(all - Vector512.LoadUnsafe(ref low), Vector512.LoadUnsafe(ref span)).ExtractMostSignificantBits()
            | (Vector512.LessThanOrEqual(all - Vector512.LoadUnsafe(ref low, 32), Vector512.LoadUnsafe(ref span, 32)).ExtractMostSignificantBits() << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Fired(ulong tests, ref ulong needs) =>
        (uint)Vector512.Equals(Vector512.AndNot(Vector512.LoadUnsafe(ref needs), Vector512.Create(tests)), Vector512<ulong>.Zero).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Blocked(ulong fired, ref ulong rulesOfChannel) =>
        (uint)(~Vector512.Equals(Vector512.LoadUnsafe(ref rulesOfChannel) & Vector512.Create(fired), Vector512<ulong>.Zero)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Fire(ulong tests, ref byte rules, ref byte end)
    {
        var missing = Vector512.Create(~tests);
        var given = Vector512<ulong>.Zero;
        for (; Unsafe.IsAddressLessThan(ref rules, ref end); rules = ref Unsafe.Add(ref rules, RowSheet.RuleBlock))
        {
            var gives = Vector512.LoadUnsafe(ref rules, 64).AsUInt64();
            given = Vector512.ConditionalSelect(Vector512.Equals(Vector512.LoadUnsafe(ref rules).AsUInt64() & missing, Vector512<ulong>.Zero), given | gives, given);
        }

        var four = given.GetLower() | given.GetUpper();
        var two = four.GetLower() | four.GetUpper();
        return two | Vector128.Shuffle(two, Vector128.Create(1UL, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Gather(ref byte block, ref byte places) => Avx512Vbmi.IsSupported
        ? Avx512Vbmi.PermuteVar64x8(Vector512.LoadUnsafe(ref block), Vector128.LoadUnsafe(ref places).ToVector256Unsafe().ToVector512Unsafe()).GetLower().GetLower()
        : Vector128RowLanes.Gather(ref block, ref places);

    public static Vector256<int> Load(ref int points, nint at) => Avx2RowLanes.Load(ref points, at);

    public static Vector256<int> Add(Vector256<int> left, Vector256<int> right) => left + right;

    public static Vector256<int> Widen(ref byte row, nint offset, int width) => Avx2RowLanes.Widen(ref row, offset, width);

    public static Vector256<int> All(int number) => Vector256.Create(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AddAbove(Vector256<int> sum, Vector256<int> numbers, int threshold, Vector256<int> points) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(numbers, Vector256.Create(threshold)), sum + points, sum);

    public static Vector256<int> AddProduct(Vector256<int> sum, Vector256<int> numbers, Vector256<int> factors) => sum + (numbers * factors);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(Vector256<int> entries, int number) => Vector256.GreaterThan(entries, Vector256.Create(number)).ExtractMostSignificantBits();

    public static int Best(Vector256<int> points, uint eligible, int lastChannel) => Avx2RowLanes.Best(points, eligible, lastChannel);
}
