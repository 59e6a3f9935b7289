using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>Decides for one customer under a small plan without vectors. What costs more than a word for eight channels is asked only of those that are left.</summary>
internal sealed class ScalarSheetExecutor(BoundPlan bound, RowSheet flags) : RowExecutor
{
    private readonly BoundPlan _bound = bound;
    private readonly ScalarSheet _sheet = new(bound);
    private readonly uint _closed = bound.Blocked | ~bound.Plan.AllChannels;
    private readonly RowSheet _flags = flags;

    public override PlanChoice Decide(ref byte row)
    {
        var standing = Standing(ref row);
        var given = 0UL;
        ref var gives = ref MemoryMarshal.GetArrayDataReference(_sheet.Gives);
        for (var b = 0; b < _sheet.GivesBytes; b++)
        {
            given |= Unsafe.Add(ref gives, (nint)(standing >> (8 * b) & byte.MaxValue) + (b << 8));
        }

        var flags = ((ulong)Unsafe.Add(ref row, _flags.Flag0) << 8) | ((ulong)Unsafe.Add(ref row, _flags.Flag1) << 16) | ((ulong)Unsafe.Add(ref row, _flags.Flag2) << 24);
        var missing = ~(given | flags) & _flags.Flagged;
        var open = ~((uint)(given | (missing >> 8) | (missing >> 16) | (missing >> 24)) | _closed) & byte.MaxValue;
        return open == 0 ? new(-1, 0) : Best(ref row, given, open);
    }

    /// <summary>The rules that fire.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Standing(ref byte row)
    {
        var (standing, others) = (_sheet.Standing, ulong.MaxValue);
        ref var leaves = ref MemoryMarshal.GetArrayDataReference(_sheet.Leaves);
        ref var place = ref MemoryMarshal.GetArrayDataReference(_sheet.Bytes);
        for (var left = _sheet.Bytes.Length; left > 0; left -= 4)
        {
            standing &= Unsafe.Add(ref leaves, (nint)Unsafe.Add(ref row, place));
            others &= Unsafe.Add(ref leaves, ScalarSheet.LeafStride + (nint)Unsafe.Add(ref row, Unsafe.Add(ref place, 1)));
            standing &= Unsafe.Add(ref leaves, (2 * ScalarSheet.LeafStride) + (nint)Unsafe.Add(ref row, Unsafe.Add(ref place, 2)));
            others &= Unsafe.Add(ref leaves, (3 * ScalarSheet.LeafStride) + (nint)Unsafe.Add(ref row, Unsafe.Add(ref place, 3)));
            place = ref Unsafe.Add(ref place, 4);
            leaves = ref Unsafe.Add(ref leaves, 4 * ScalarSheet.LeafStride);
        }

        standing &= others;
        foreach (ref readonly var test in _sheet.Words.AsSpan())
        {
            standing &= test.Test(ref row) | ~test.Bit;
        }

        foreach (ref readonly var test in _sheet.Wides.AsSpan())
        {
            standing &= test.Test(ref row) | ~test.Bit;
        }

        foreach (ref readonly var window in _sheet.Windows.AsSpan())
        {
            standing &= window.Test(ref row) | ~window.Bit;
        }

        return standing;
    }

    private PlanChoice Best(ref byte row, ulong given, uint open)
    {
        var (low, high) = (0UL, 0UL);
        ref var rows = ref MemoryMarshal.GetArrayDataReference(_sheet.Rows);
        foreach (ref readonly var table in _sheet.Tables.AsSpan())
        {
            var index = ((Unsafe.Add(ref row, table.Key0) * table.Step0) + (Unsafe.Add(ref row, table.Key1) * table.Step1)
                + (Unsafe.Add(ref row, table.Key2) * table.Step2) + (Unsafe.Add(ref row, table.Key3) * table.Step3)) & table.Mask;
            ref var two = ref Unsafe.Add(ref rows, table.Start + (index * 2));
            low += two;
            high += Unsafe.Add(ref two, 1);
        }

        foreach (ref readonly var bonus in _sheet.Bonuses.AsSpan())
        {
            ref var two = ref Unsafe.Add(ref rows, bonus.Start + ((nint)(given >> bonus.Shift & 15) * 2));
            low += two;
            high += Unsafe.Add(ref two, 1);
        }

        var limits = _sheet.Limits;
        ref var entries = ref MemoryMarshal.GetArrayDataReference(_bound.Plan.Points);
        ref var first = ref MemoryMarshal.GetArrayDataReference(_sheet.Base);
        var most = (long)int.MaxValue;
        if (limits.Length > 0)
        {
            first = ref Unsafe.Add(ref entries, EntryOf(in limits[0], ref row));
            most = limits[0].Limit.Read(ref row);
        }

        ref var lanePoints = ref MemoryMarshal.GetArrayDataReference(_sheet.LanePoints);
        ref var starts = ref MemoryMarshal.GetArrayDataReference(_sheet.Base);
        var lanes = _sheet.Lanes;
        var best = int.MinValue;
        for (var left = open; left != 0; left &= left - 1)
        {
            var c = BitOperations.TrailingZeroCount(left);
            var points = (int)((c < 4 ? low : high) >> (16 * (c & 3)) & ushort.MaxValue) + Unsafe.Add(ref starts, c);
            foreach (ref readonly var lane in lanes.AsSpan())
            {
                points += Unsafe.Add(ref lanePoints, lane.Start + (c * ScalarSheet.LaneStride) + Unsafe.Add(ref row, lane.Offset + c));
            }

            var closed = (int)((most - Unsafe.Add(ref first, c)) >> 63);
            for (var l = 1; l < limits.Length; l++)
            {
                closed |= (int)((limits[l].Limit.Read(ref row) - (long)Unsafe.Add(ref entries, EntryOf(in limits[l], ref row) + c)) >> 63);
            }

            best = Math.Max(best, ((((short)points << 5) + 31 - c) & ~closed) | (int.MinValue & closed));
        }

        return PlanChoice.FromKey(best);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EntryOf(in LimitOperation limit, ref byte row) => limit.Start + ((int)(Unsafe.Add(ref row, limit.Key) & limit.Mask) * 8);
}
