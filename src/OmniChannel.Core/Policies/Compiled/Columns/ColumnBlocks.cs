using System.Numerics;
using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Takes channels out by the fields of a block: flags that are missing, entries above a limit.</summary>
internal static class ColumnBlocks<TLanes, TWords>
    where TLanes : struct, IColumnLanes<TWords>
    where TWords : struct
{
    private const int Words = ColumnWorkspace.Words;

    public static void Flags(ColumnWorkspace work, ref byte block)
    {
        var fromContext = work.Bound.Blocked;
        foreach (ref readonly var flags in work.Bound.Plan.Flags.AsSpan())
        {
            ref var bytes = ref ColumnExecutor<TLanes, TWords>.At(ref block, flags.Offset);
            var waiver = work.Fired.AsSpan(((flags.WaiverWord * 64) + flags.WaiverBit) * Words, Words);
            for (var left = flags.Channels & ~fromContext; left != 0; left &= left - 1)
            {
                var c = BitOperations.TrailingZeroCount(left);
                var bits = work.Blocked.AsSpan(c * Words, Words);
                if ((flags.Waived >> c & 1) == 0)
                {
                    for (var i = 0; i < bits.Length; i++)
                    {
                        bits[i] |= TLanes.Without(ref Unsafe.Add(ref bytes, i * 64), (byte)(1 << c));
                    }
                }
                else
                {
                    for (var i = 0; i < bits.Length; i++)
                    {
                        bits[i] |= TLanes.Without(ref Unsafe.Add(ref bytes, i * 64), (byte)(1 << c)) & ~waiver[i];
                    }
                }
            }
        }

        for (var left = fromContext & work.Bound.Plan.AllChannels; left != 0; left &= left - 1)
        {
            work.Blocked.AsSpan(BitOperations.TrailingZeroCount(left) * Words, Words).Fill(ulong.MaxValue);
        }
    }

    public static void Limits(ColumnWorkspace work, ref byte block)
    {
        var plan = work.Bound.Plan;
        for (var l = 0; l < plan.Limits.Length; l++)
        {
            var lookup = work.Tables.Limits[l];
            ref var keys = ref work.Numbers.At(0);
            ref var most = ref Unsafe.Add(ref keys, ColumnBlock.Rows);
            Prepare(ref ColumnExecutor<TLanes, TWords>.At(ref block, lookup.First), ref keys, in plan.Limits[l], ref block, ref most);
            for (var c = 0; c < plan.Channels; c++)
            {
                Above(ref work.Tables.Entries.At(lookup.Start + (c * lookup.Size)), lookup.Slices, ref keys, ref most, work.Blocked.AsSpan(c * Words, Words));
            }
        }
    }

    private static void Prepare(ref byte bytes, ref short keys, in LimitOperation limit, ref byte block, ref short most)
    {
        var low = TLanes.All(short.MinValue);
        var isByte = limit.Limit.Mask == byte.MaxValue;
        ref var limits = ref ColumnExecutor<TLanes, TWords>.At(ref block, limit.Limit.At + (limit.Limit.Shift / 8));
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            TLanes.Store(TLanes.Key(TLanes.Widen(ref Unsafe.Add(ref bytes, row))), ref Unsafe.Add(ref keys, row));
            var number = isByte ? TLanes.Widen(ref Unsafe.Add(ref limits, row)) : TLanes.Load(ref Unsafe.Add(ref Unsafe.As<byte, short>(ref limits), row));
            TLanes.Store(TLanes.Add(number, low), ref Unsafe.Add(ref most, row));
        }
    }

    private static void Above(ref short table, int slices, ref short keys, ref short most, Span<ulong> blocked)
    {
        for (var word = 0; word < blocked.Length; word++)
        {
            var bits = 0UL;
            for (var lane = 0; lane < 64; lane += TLanes.Lanes)
            {
                var row = (word * 64) + lane;
                var entries = TLanes.Lookup(ref table, slices, TLanes.Load(ref Unsafe.Add(ref keys, row)));
                bits |= TLanes.Above(entries, TLanes.Load(ref Unsafe.Add(ref most, row))) << lane;
            }

            blocked[word] |= bits;
        }
    }
}
