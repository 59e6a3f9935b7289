using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>Decides for one customer without vectors. Points are added up only for the channels that are left, unless everything is kept.</summary>
internal sealed class ScalarRowExecutor(BoundPlan bound) : RowExecutor
{
    /// <summary>More terms than this are resolved anew for each channel.</summary>
    public const int MostRows = 16;

    public override PlanChoice Decide(ref byte row)
    {
        Span<ulong> fired = stackalloc ulong[bound.Plan.FiredWords];
        var eligible = Eligible(ref row, fired);
        return eligible == 0 ? new(-1, 0) : PlanChoice.FromKey(Best(ref row, fired, eligible, []));
    }

    /// <summary>Which tests hold for a snapshot.</summary>
    public ulong[] Tests(ref byte row)
    {
        var tests = new ulong[bound.Plan.Words];
        ScalarTests.Of(bound, ref row, tests);
        return tests;
    }

    /// <summary>The channels that all rules, each flags field and each limit take out.</summary>
    public uint[] Causes(ref byte row)
    {
        var causes = new uint[1 + bound.Plan.Flags.Length + bound.Plan.Limits.Length];
        var fired = new ulong[bound.Plan.FiredWords];
        Fire(bound.Plan, Tests(ref row), fired);
        causes[0] = ByRules(bound.Plan, fired);
        ByFields(bound.Plan, ref row, fired, causes.AsSpan(1));
        return causes;
    }

    /// <summary>The points of all channels.</summary>
    public int[] Scores(ref byte row)
    {
        var (scores, fired) = (new int[bound.Plan.Stride], new ulong[bound.Plan.FiredWords]);
        Fire(bound.Plan, Tests(ref row), fired);
        Best(ref row, fired, bound.Plan.AllChannels, scores);
        return scores;
    }

    /// <summary>The channels that nothing takes out, and the points of all of them, in one go. Allocates nothing.</summary>
    public uint Judge(ref byte row, Span<int> scores)
    {
        Span<ulong> fired = stackalloc ulong[bound.Plan.FiredWords];
        var eligible = Eligible(ref row, fired);
        Best(ref row, fired, bound.Plan.AllChannels, scores);
        return eligible;
    }

    private uint Eligible(ref byte row, Span<ulong> fired)
    {
        var plan = bound.Plan;
        Span<ulong> tests = stackalloc ulong[plan.Words];
        ScalarTests.Of(bound, ref row, tests);
        fired.Clear();
        Fire(plan, tests, fired);
        return ~(bound.Blocked | ByRules(plan, fired) | ByFields(plan, ref row, fired, [])) & plan.AllChannels;
    }

    private static void Fire(DecisionPlan plan, ReadOnlySpan<ulong> tests, Span<ulong> fired)
    {
        for (var b = 0; b + 1 < plan.BlockStart.Length; b++)
        {
            var all = 0xFFu;
            for (var entry = plan.BlockStart[b]; entry < plan.BlockStart[b + 1]; entry++)
            {
                var missing = ~tests[plan.EntryWord[entry]];
                var some = 0u;
                var needs = plan.Needs.AsSpan(entry * 8, 8);
                for (var lane = 0; lane < needs.Length; lane++)
                {
                    some |= ((needs[lane] & missing) == 0 ? 1u : 0) << lane;
                }

                all &= some;
            }

            fired[b >> 3] |= (ulong)all << (b * 8);
        }
    }

    private static uint ByRules(DecisionPlan plan, ReadOnlySpan<ulong> fired)
    {
        var blocked = 0u;
        for (var word = 0; word < fired.Length; word++)
        {
            var rules = plan.RulesOfChannel.AsSpan(word * plan.Stride, plan.Channels);
            for (var c = 0; c < rules.Length; c++)
            {
                blocked |= ((rules[c] & fired[word]) != 0 ? 1u : 0) << c;
            }
        }

        return blocked;
    }

    private static uint ByFields(DecisionPlan plan, ref byte row, ReadOnlySpan<ulong> fired, Span<uint> causes)
    {
        var (blocked, cause) = (0u, 0);
        foreach (ref readonly var flags in plan.Flags.AsSpan())
        {
            var waiver = fired[flags.WaiverWord] >> flags.WaiverBit & 1;
            var without = flags.Channels & ~(flags.Slot.Read(ref row) | ((uint)-(int)waiver & flags.Waived));
            blocked |= without;
            Keep(causes, cause++, without);
        }

        foreach (ref readonly var limit in plan.Limits.AsSpan())
        {
            var entries = plan.Points.AsSpan(limit.Start + ((int)(Unsafe.Add(ref row, limit.Key) & limit.Mask) * plan.Stride), plan.Channels);
            var most = (int)limit.Limit.Read(ref row);
            var above = 0u;
            for (var c = 0; c < entries.Length; c++)
            {
                above |= (entries[c] > most ? 1u : 0) << c;
            }

            blocked |= above;
            Keep(causes, cause++, above);
        }

        return blocked;
    }

    private static void Keep(Span<uint> causes, int cause, uint channels)
    {
        if (cause < causes.Length)
        {
            causes[cause] = channels;
        }
    }

    private int Best(ref byte row, ReadOnlySpan<ulong> fired, uint eligible, Span<int> scores)
    {
        var plan = bound.Plan;
        Span<int> rows = stackalloc int[MostRows];
        var count = Rows(plan, ref row, fired, rows);
        ref var points = ref MemoryMarshal.GetArrayDataReference(plan.Points);
        var best = int.MinValue;
        for (var left = eligible; left != 0; left &= left - 1)
        {
            var c = BitOperations.TrailingZeroCount(left);
            var sum = bound.Start[c] + OfChannel(plan, ref row, c);
            if (count <= MostRows)
            {
                foreach (var at in rows[..count])
                {
                    sum += Unsafe.Add(ref points, at + c);
                }
            }
            else
            {
                sum += OfRows(plan, ref row, fired, c);
            }

            if (c < scores.Length)
            {
                scores[c] = sum;
            }

            best = Math.Max(best, (sum << 5) + 31 - c);
        }

        return best;
    }

    /// <summary>Where the rows of this customer are.</summary>
    public static int Rows(DecisionPlan plan, ref byte row, ReadOnlySpan<ulong> fired, Span<int> rows)
    {
        var count = plan.Tables.Length + plan.Bonuses.Length + plan.Ranks.Length;
        if (count > MostRows)
        {
            return count;
        }

        var n = 0;
        foreach (ref readonly var table in plan.Tables.AsSpan())
        {
            rows[n++] = At(plan, in table, ref row);
        }

        foreach (ref readonly var bonus in plan.Bonuses.AsSpan())
        {
            rows[n++] = (int)bonus.Start + ((int)(fired[bonus.Word] >> bonus.Shift & 15) * plan.Stride);
        }

        foreach (ref readonly var rank in plan.Ranks.AsSpan())
        {
            rows[n++] = rank.Start + (RowMachine.Rank(plan, in rank, ref row) * plan.Stride);
        }

        return count;
    }

    public static int OfRows(DecisionPlan plan, ref byte row, ReadOnlySpan<ulong> fired, int channel)
    {
        var sum = 0;
        foreach (ref readonly var table in plan.Tables.AsSpan())
        {
            sum += plan.Points[At(plan, in table, ref row) + channel];
        }

        foreach (ref readonly var bonus in plan.Bonuses.AsSpan())
        {
            sum += plan.Points[(int)bonus.Start + ((int)(fired[bonus.Word] >> bonus.Shift & 15) * plan.Stride) + channel];
        }

        foreach (ref readonly var rank in plan.Ranks.AsSpan())
        {
            sum += plan.Points[rank.Start + (RowMachine.Rank(plan, in rank, ref row) * plan.Stride) + channel];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int At(DecisionPlan plan, in TableOperation table, ref byte row) =>
        (int)table.Start + ((int)((uint)((Unsafe.Add(ref row, table.First) * table.Scale) + Unsafe.Add(ref row, table.Second)) & table.Mask) * plan.Stride);

    public static int OfChannel(DecisionPlan plan, ref byte row, int channel)
    {
        var sum = 0;
        foreach (ref readonly var steps in plan.Steps.AsSpan())
        {
            var number = (int)Number(ref row, steps.Offset, steps.Width, channel);
            ref var threshold = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(plan.Thresholds), steps.Thresholds);
            ref var points = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(plan.Points), steps.Start + channel);
            for (var t = 0; t < steps.Count; t++)
            {
                sum += Unsafe.Add(ref points, t * plan.Stride) & (int)((Unsafe.Add(ref threshold, t) - (long)number) >> 63);
            }
        }

        foreach (ref readonly var linear in plan.Linears.AsSpan())
        {
            sum += (int)Number(ref row, linear.Offset, linear.Width, channel) * plan.Points[(int)linear.Start + channel];
        }

        foreach (ref readonly var scale in plan.Scales.AsSpan())
        {
            sum += (int)scale.Slot.Read(ref row) * plan.Points[scale.Start + channel];
        }

        return sum;
    }

    /// <summary>The number of one channel.</summary>
    private static uint Number(ref byte row, nint offset, int width, int channel)
    {
        ref var at = ref Unsafe.Add(ref row, offset + (channel * width));
        return width == 1 ? at : width == 2 ? Unsafe.ReadUnaligned<ushort>(ref at) : Unsafe.ReadUnaligned<uint>(ref at);
    }
}
