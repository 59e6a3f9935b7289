using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OmniChannel;

/// <summary>The points of eight channels in two halves.</summary>
internal readonly record struct EightPoints(Vector128<int> Low, Vector128<int> High);

/// <summary>128 bits: what every x86-64 and every Arm64 processor has.</summary>
internal readonly struct Vector128RowLanes : IRowLanes<EightPoints>, ISheetLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Test(ref byte block, ref byte index, ref byte low, ref byte span) =>
        Quarter(ref block, ref index, ref low, ref span, 0)
        | ((ulong)Quarter(ref block, ref index, ref low, ref span, 16) << 16)
        | ((ulong)Quarter(ref block, ref index, ref low, ref span, 32) << 32)
        | ((ulong)Quarter(ref block, ref index, ref low, ref span, 48) << 48);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Test(ushort number, ref ushort low, ref ushort span)
    {
        var (bits, all) = (0UL, Vector128.Create(number));
        for (var i = 0; i < 64; i += 8)
        {
            var numbers = all - Vector128.LoadUnsafe(ref low, (nuint)i);
            bits |= (ulong)Vector128.Equals(Vector128.Min(numbers, Vector128.LoadUnsafe(ref span, (nuint)i)), numbers).ExtractMostSignificantBits() << i;
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Fired(ulong tests, ref ulong needs)
    {
        var have = Vector128.Create(tests);
        return All(have, Vector128.LoadUnsafe(ref needs))
            | (All(have, Vector128.LoadUnsafe(ref needs, 2)) << 2)
            | (All(have, Vector128.LoadUnsafe(ref needs, 4)) << 4)
            | (All(have, Vector128.LoadUnsafe(ref needs, 6)) << 6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Blocked(ulong fired, ref ulong rulesOfChannel)
    {
        // None of the rules of a channel: its rules, all of them, are among those that did not fire.
        return Fired(~fired, ref rulesOfChannel) ^ 0xFF;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Fire(ulong tests, ref byte rules, ref byte end)
    {
        var missing = Vector128.Create(~tests);
        var given = Vector128<ulong>.Zero;
        for (; Unsafe.IsAddressLessThan(ref rules, ref end); rules = ref Unsafe.Add(ref rules, RowSheet.RuleBlock))
        {
            for (nuint i = 0; i < 64; i += 16)
            {
                given |= Vector128.Equals(Vector128.LoadUnsafe(ref rules, i).AsUInt64() & missing, Vector128<ulong>.Zero) & Vector128.LoadUnsafe(ref rules, 64 + i).AsUInt64();
            }
        }

        return given | Vector128.Shuffle(given, Vector128.Create(1UL, 0));
    }

    /// <summary>Four shuffles, each with what its quarter of the block gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Gather(ref byte block, ref byte places) =>
        Vector128.ShuffleNative(Vector128.LoadUnsafe(ref block), Vector128.LoadUnsafe(ref places, SheetKeys.Quarters))
        | Vector128.ShuffleNative(Vector128.LoadUnsafe(ref block, 16), Vector128.LoadUnsafe(ref places, SheetKeys.Quarters + 16))
        | Vector128.ShuffleNative(Vector128.LoadUnsafe(ref block, 32), Vector128.LoadUnsafe(ref places, SheetKeys.Quarters + 32))
        | Vector128.ShuffleNative(Vector128.LoadUnsafe(ref block, 48), Vector128.LoadUnsafe(ref places, SheetKeys.Quarters + 48));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightPoints Load(ref int points, nint at) => new(Vector128.LoadUnsafe(ref points, (nuint)at), Vector128.LoadUnsafe(ref points, (nuint)at + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightPoints Add(EightPoints left, EightPoints right) => new(left.Low + right.Low, left.High + right.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightPoints Widen(ref byte row, nint offset, int width)
    {
        ref var at = ref Unsafe.Add(ref row, offset);
        if (width == 4)
        {
            return new(Vector128.LoadUnsafe(ref at).AsInt32(), Vector128.LoadUnsafe(ref at, 16).AsInt32());
        }

        var words = width == 1 ? Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref at)).AsByte()) : Vector128.LoadUnsafe(ref at).AsUInt16();
        return new(Vector128.WidenLower(words).AsInt32(), Vector128.WidenUpper(words).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightPoints All(int number) => new(Vector128.Create(number), Vector128.Create(number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightPoints AddAbove(EightPoints sum, EightPoints numbers, int threshold, EightPoints points)
    {
        var than = Vector128.Create(threshold);
        return new(sum.Low + (Vector128.GreaterThan(numbers.Low, than) & points.Low), sum.High + (Vector128.GreaterThan(numbers.High, than) & points.High));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightPoints AddProduct(EightPoints sum, EightPoints numbers, EightPoints factors) =>
        new(sum.Low + (numbers.Low * factors.Low), sum.High + (numbers.High * factors.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(EightPoints entries, int number)
    {
        var than = Vector128.Create(number);
        return Vector128.GreaterThan(entries.Low, than).ExtractMostSignificantBits() | (Vector128.GreaterThan(entries.High, than).ExtractMostSignificantBits() << 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Best(EightPoints points, uint eligible, int lastChannel)
    {
        var mask = Vector128.Create((int)eligible);
        var low = Keys(points.Low, mask, Vector128.Create(1, 2, 4, 8), lastChannel);
        var four = Vector128.Max(low, Keys(points.High, mask, Vector128.Create(16, 32, 64, 128), lastChannel - 4));
        four = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Keys(Vector128<int> points, Vector128<int> eligible, Vector128<int> bit, int lastChannel) =>
        Vector128.ConditionalSelect(
            Vector128.Equals(eligible & bit, bit),
            Vector128.ShiftLeft(points, 5) + (Vector128.Create(lastChannel) - Vector128<int>.Indices),
            Vector128.Create(int.MinValue));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint All(Vector128<ulong> have, Vector128<ulong> need) => Vector128.Equals(have & need, need).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Quarter(ref byte block, ref byte index, ref byte low, ref byte span, nuint at)
    {
        var numbers = Vector128.ShuffleNative(Vector128.LoadUnsafe(ref block, at), Vector128.LoadUnsafe(ref index, at)) - Vector128.LoadUnsafe(ref low, at);
        return Vector128.Equals(Vector128.Min(numbers, Vector128.LoadUnsafe(ref span, at)), numbers).ExtractMostSignificantBits();
    }
}
