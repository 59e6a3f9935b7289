using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OmniChannel;

/// <summary>16 customers at a time; eight rows of a table are one shuffle.</summary>
internal readonly struct Avx2ColumnLanes : IColumnLanes<Vector256<short>>
{
    public static int Lanes => 16;

    public static int Slice => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Within(ref byte bytes, byte low, byte span)
    {
        var (least, most) = (Vector256.Create(low), Vector256.Create(span));
        var first = Vector256.LoadUnsafe(ref bytes) - least;
        var second = Vector256.LoadUnsafe(ref bytes, 32) - least;
        return Vector256.Equals(Vector256.Min(first, most), first).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(Vector256.Min(second, most), second).ExtractMostSignificantBits() << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Without(ref byte bytes, byte flags)
    {
        var any = Vector256.Create(flags);
        return Vector256.Equals(Vector256.LoadUnsafe(ref bytes) & any, Vector256<byte>.Zero).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(Vector256.LoadUnsafe(ref bytes, 32) & any, Vector256<byte>.Zero).ExtractMostSignificantBits() << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Within(Vector256<short> words, Vector256<short> low, Vector256<short> span)
    {
        var number = (words - low).AsUInt16();
        return Bits(Vector256.Equals(Vector256.Min(number, span.AsUInt16()), number).AsInt16());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(ref short words) => Vector256.LoadUnsafe(ref words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<short> words, ref short to) => words.StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Widen(ref byte bytes) => Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref bytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> All(short word) => Vector256.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Add(Vector256<short> left, Vector256<short> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Subtract(Vector256<short> left, Vector256<short> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Multiply(Vector256<short> left, Vector256<short> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Least(Vector256<short> left, Vector256<short> right) => Vector256.Min(left.AsUInt16(), right.AsUInt16()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(Vector256<short> left, Vector256<short> right) => Bits(Vector256.GreaterThan(left, right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> AddAbove(Vector256<short> sum, Vector256<short> numbers, Vector256<short> thresholds, Vector256<short> points) =>
        sum + (Vector256.GreaterThan(numbers, thresholds) & points);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Where(ref byte bits)
    {
        var bit = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, short.MinValue);
        return Vector256.Equals(Vector256.Create(Unsafe.ReadUnaligned<short>(ref bits)) & bit, bit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Select(Vector256<short> where, Vector256<short> then, Vector256<short> otherwise) => Vector256.ConditionalSelect(where, then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Most(Vector256<short> left, Vector256<short> right) => Vector256.Max(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> WhereAbove(Vector256<short> left, Vector256<short> right, Vector256<short> then, Vector256<short> otherwise) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), then, otherwise);

    /// <summary>The two bytes of row k are 2k and 2k + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Key(Vector256<short> rows) => (rows * Vector256.Create((short)0x0202)) + Vector256.Create((short)0x0100);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Table(ref short table) => Vector256.Create(Vector128.LoadUnsafe(ref table), Vector128.LoadUnsafe(ref table));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> LookupFirst(Vector256<short> table, Vector256<short> keys) => Avx2.Shuffle(table.AsByte(), keys.AsByte()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Lookup(ref short table, int slices, Vector256<short> keys)
    {
        var found = One(ref table, 0, keys);
        for (var s = 1; s < slices; s++)
        {
            // In a slice of eight rows the low byte of a key has 16 s as its high bits.
            var mine = Vector256.GreaterThan(keys & Vector256.Create((short)0xFF), Vector256.Create((short)((s * 16) - 1)));
            found = Vector256.ConditionalSelect(mine, One(ref table, s * 8, keys), found);
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> One(ref short table, int at, Vector256<short> keys)
    {
        var rows = Vector128.LoadUnsafe(ref table, (nuint)at).AsByte();
        return Avx2.Shuffle(Vector256.Create(rows, rows), keys.AsByte() & Vector256.Create((byte)15)).AsInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<short> lanes) =>
        Vector128.Narrow(lanes.GetLower(), lanes.GetUpper()).ExtractMostSignificantBits();
}
