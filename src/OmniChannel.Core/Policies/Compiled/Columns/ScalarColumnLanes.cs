using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>One customer at a time.</summary>
internal readonly struct ScalarColumnLanes : IColumnLanes<short>
{
    public static int Lanes => 1;

    public static int Slice => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Within(ref byte bytes, byte low, byte span)
    {
        var bits = 0UL;
        for (var i = 0; i < 64; i++)
        {
            bits |= ((byte)(Unsafe.Add(ref bytes, i) - low) <= span ? 1UL : 0) << i;
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Without(ref byte bytes, byte flags)
    {
        var bits = 0UL;
        for (var i = 0; i < 64; i++)
        {
            bits |= ((Unsafe.Add(ref bytes, i) & flags) == 0 ? 1UL : 0) << i;
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Within(short words, short low, short span) => (ushort)(words - low) <= (ushort)span ? 1UL : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Load(ref short words) => words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(short words, ref short to) => to = words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Widen(ref byte bytes) => bytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short All(short word) => word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Add(short left, short right) => (short)(left + right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Subtract(short left, short right) => (short)(left - right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Multiply(short left, short right) => (short)(left * right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Least(short left, short right) => (short)Math.Min((ushort)left, (ushort)right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(short left, short right) => left > right ? 1UL : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short AddAbove(short sum, short numbers, short thresholds, short points) => numbers > thresholds ? (short)(sum + points) : sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short AddWhere(short sum, ulong bits, short points) => (short)(sum + (points & -(int)(bits & 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Close(short points, ulong bits) => (bits & 1) != 0 ? short.MinValue : points;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Most(short left, short right) => Math.Max(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short WhereAbove(short left, short right, short then, short otherwise) => left > right ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Key(short rows) => rows;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Table(ref short table) => table;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short LookupFirst(short table, short keys) => table;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Lookup(ref short table, int slices, short keys) => Unsafe.Add(ref table, keys & (slices - 1));
}
