using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OmniChannel;

/// <summary>Eight customers at a time, on every x86-64 and Arm64 processor.</summary>
internal readonly struct Vector128ColumnLanes : IColumnLanes<Vector128<short>>
{
    public static int Lanes => 8;

    public static int Slice => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Within(ref byte bytes, byte low, byte span)
    {
        var bits = 0UL;
        for (var i = 0; i < 64; i += 16)
        {
            var number = Vector128.LoadUnsafe(ref bytes, (nuint)i) - Vector128.Create(low);
            bits |= (ulong)Vector128.Equals(Vector128.Min(number, Vector128.Create(span)), number).ExtractMostSignificantBits() << i;
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Without(ref byte bytes, byte flags)
    {
        var bits = 0UL;
        for (var i = 0; i < 64; i += 16)
        {
            bits |= (ulong)Vector128.Equals(Vector128.LoadUnsafe(ref bytes, (nuint)i) & Vector128.Create(flags), Vector128<byte>.Zero).ExtractMostSignificantBits() << i;
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Within(Vector128<short> words, Vector128<short> low, Vector128<short> span)
    {
        var number = (words - low).AsUInt16();
        return Bits(Vector128.Equals(Vector128.Min(number, span.AsUInt16()), number).AsInt16());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Load(ref short words) => Vector128.LoadUnsafe(ref words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<short> words, ref short to) => words.StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Widen(ref byte bytes) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref bytes)).AsByte()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> All(short word) => Vector128.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Add(Vector128<short> left, Vector128<short> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Subtract(Vector128<short> left, Vector128<short> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Multiply(Vector128<short> left, Vector128<short> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Least(Vector128<short> left, Vector128<short> right) => Vector128.Min(left.AsUInt16(), right.AsUInt16()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(Vector128<short> left, Vector128<short> right) => Bits(Vector128.GreaterThan(left, right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> AddAbove(Vector128<short> sum, Vector128<short> numbers, Vector128<short> thresholds, Vector128<short> points) =>
        sum + (Vector128.GreaterThan(numbers, thresholds) & points);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Where(ref byte bits)
    {
        var bit = Vector128.Create(1, 2, 4, 8, 16, 32, 64, 128);
        return Vector128.Equals(Vector128.Create((short)bits) & bit, bit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Select(Vector128<short> where, Vector128<short> then, Vector128<short> otherwise) => Vector128.ConditionalSelect(where, then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Most(Vector128<short> left, Vector128<short> right) => Vector128.Max(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> WhereAbove(Vector128<short> left, Vector128<short> right, Vector128<short> then, Vector128<short> otherwise) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), then, otherwise);

    /// <summary>The two bytes of row k are 2k and 2k + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Key(Vector128<short> rows) => (rows * Vector128.Create((short)0x0202)) + Vector128.Create((short)0x0100);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Table(ref short table) => Vector128.LoadUnsafe(ref table);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> LookupFirst(Vector128<short> table, Vector128<short> keys) => Vector128.ShuffleNative(table.AsByte(), keys.AsByte()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Lookup(ref short table, int slices, Vector128<short> keys)
    {
        var found = One(ref table, 0, keys);
        for (var s = 1; s < slices; s++)
        {
            // In a slice of eight rows the low byte of a key has 16 s as its high bits.
            var mine = Vector128.GreaterThan(keys & Vector128.Create((short)0xFF), Vector128.Create((short)((s * 16) - 1)));
            found = Vector128.ConditionalSelect(mine, One(ref table, s * 8, keys), found);
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> One(ref short table, int at, Vector128<short> keys)
    {
        var rows = Vector128.LoadUnsafe(ref table, (nuint)at).AsByte();
        return Vector128.ShuffleNative(rows, keys.AsByte() & Vector128.Create((byte)15)).AsInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector128<short> lanes) =>
        lanes.ExtractMostSignificantBits();
}
