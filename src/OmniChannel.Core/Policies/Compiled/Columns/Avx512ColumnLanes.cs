using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OmniChannel;

/// <summary>32 customers at a time; a table of 32 rows is one register.</summary>
internal readonly struct Avx512ColumnLanes : IColumnLanes<Vector512<short>>
{
    public static int Lanes => 32;

    public static int Slice => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Within(ref byte bytes, byte low, byte span) =>
        Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref bytes) - Vector512.Create(low), Vector512.Create(span)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Without(ref byte bytes, byte flags) =>
        Vector512.Equals(Vector512.LoadUnsafe(ref bytes) & Vector512.Create(flags), Vector512<byte>.Zero).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Within(Vector512<short> words, Vector512<short> low, Vector512<short> span) =>
        Vector512.LessThanOrEqual((words - low).AsUInt16(), span.AsUInt16()).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Load(ref short words) => Vector512.LoadUnsafe(ref words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<short> words, ref short to) => words.StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Widen(ref byte bytes) => Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref bytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> All(short word) => Vector512.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Add(Vector512<short> left, Vector512<short> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Subtract(Vector512<short> left, Vector512<short> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Multiply(Vector512<short> left, Vector512<short> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Least(Vector512<short> left, Vector512<short> right) => Vector512.Min(left.AsUInt16(), right.AsUInt16()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(Vector512<short> left, Vector512<short> right) => Vector512.GreaterThan(left, right).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> AddAbove(Vector512<short> sum, Vector512<short> numbers, Vector512<short> thresholds, Vector512<short> points) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(numbers, thresholds), sum + points, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Where(ref byte bits) =>
        ~Vector512.Equals(Avx512BW.Shuffle(Vector512.Create(Unsafe.ReadUnaligned<uint>(ref bits)).AsByte(), Bytes).AsInt16() & Bits, Vector512<short>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Select(Vector512<short> where, Vector512<short> then, Vector512<short> otherwise) => Vector512.ConditionalSelect(where, then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Most(Vector512<short> left, Vector512<short> right) => Vector512.Max(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> WhereAbove(Vector512<short> left, Vector512<short> right, Vector512<short> then, Vector512<short> otherwise) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(left, right), then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Key(Vector512<short> rows) => rows;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Table(ref short table) => Vector512.LoadUnsafe(ref table);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> LookupFirst(Vector512<short> table, Vector512<short> keys) => Avx512BW.PermuteVar32x16(table, keys);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Lookup(ref short table, int slices, Vector512<short> keys)
    {
        var found = Avx512BW.PermuteVar32x16(Vector512.LoadUnsafe(ref table), keys);
        for (var s = 1; s < slices; s++)
        {
            var above = Vector512.GreaterThan(keys, Vector512.Create((short)((s * 32) - 1)));
            found = Vector512.ConditionalSelect(above, Avx512BW.PermuteVar32x16(Vector512.LoadUnsafe(ref table, (nuint)s * 32), keys), found);
        }

        return found;
    }

    /// <summary>Both bytes of lane i are byte i / 8 of its 32 bits.</summary>
    private static Vector512<byte> Bytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
        Vector256.Create(Vector128<byte>.Zero, Vector128.Create((byte)1)),
        Vector256.Create(Vector128.Create((byte)2), Vector128.Create((byte)3)));
    }

    private static Vector512<short> Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
        1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128,
        1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128);
    }
}
