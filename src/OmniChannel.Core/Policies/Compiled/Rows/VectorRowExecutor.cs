using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>Decides for one customer with vectors under any plan: tests to bits, bits to rules, rules to channels; rows of points added up; the largest key wins. No branch depends on the customer.</summary>
internal sealed class VectorRowExecutor<TLanes, TPoints>(BoundPlan bound) : RowExecutor
    where TLanes : struct, IRowLanes<TPoints>
    where TPoints : struct
{
    public override PlanChoice Decide(ref byte row)
    {
        var plan = bound.Plan;
        Span<ulong> tests = stackalloc ulong[plan.Words];
        bound.Tests.CopyTo(tests);
        for (var word = 0; word < tests.Length; word++)
        {
            if (plan.WaveBlock[word] >= 0)
            {
                tests[word] |= plan.WaveValid[word] & TLanes.Test(
                    ref Unsafe.Add(ref row, plan.WaveBlock[word] * 64), ref plan.WaveIndex[word * 64], ref plan.WaveLow[word * 64], ref plan.WaveSpan[word * 64]);
            }
        }

        for (var r = 0; r < plan.Runs.Length; r++)
        {
            ref readonly var run = ref plan.Runs[r];
            tests[run.Word] = plan.RunValid[r] & TLanes.Test(run.Number(ref row), ref plan.RunLow[run.Start], ref plan.RunSpan[run.Start]);
        }

        RowMachine.Others(bound, ref row, tests);
        Span<ulong> fired = stackalloc ulong[plan.FiredWords];
        fired.Clear();
        for (var b = 0; b + 1 < plan.BlockStart.Length; b++)
        {
            var all = 0xFFu;
            for (var entry = plan.BlockStart[b]; entry < plan.BlockStart[b + 1]; entry++)
            {
                all &= TLanes.Fired(tests[plan.EntryWord[entry]], ref plan.Needs[entry * 8]);
            }

            fired[b >> 3] |= (ulong)all << (b * 8);
        }

        var best = int.MinValue;
        for (var lane = 0; lane < plan.Stride; lane += 8)
        {
            best = Math.Max(best, Points(ref row, fired, lane));
        }

        return PlanChoice.FromKey(best);
    }

    /// <summary>What is taken out of eight channels, their points, and the best of them.</summary>
    private int Points(ref byte row, scoped ReadOnlySpan<ulong> fired, int lane)
    {
        var plan = bound.Plan;
        ref var points = ref MemoryMarshal.GetArrayDataReference(plan.Points);
        ref var rulesOf = ref MemoryMarshal.GetArrayDataReference(plan.RulesOfChannel);
        var blocked = bound.Blocked >> lane & 0xFF;
        var byRules = TLanes.Blocked(fired[0], ref Unsafe.Add(ref rulesOf, lane));
        for (var word = 1; word < fired.Length; word++)
        {
            byRules |= TLanes.Blocked(fired[word], ref Unsafe.Add(ref rulesOf, (word * plan.Stride) + lane));
        }

        blocked |= byRules;
        foreach (ref readonly var flags in plan.Flags.AsSpan())
        {
            var waiver = fired[flags.WaiverWord] >> flags.WaiverBit & 1;
            var has = flags.Slot.Read(ref row) | ((uint)-(int)waiver & flags.Waived);
            blocked |= (flags.Channels & ~has) >> lane & 0xFF;
        }

        foreach (ref readonly var limit in plan.Limits.AsSpan())
        {
            var entry = limit.Start + ((int)(Unsafe.Add(ref row, limit.Key) & limit.Mask) * plan.Stride) + lane;
            blocked |= TLanes.Above(TLanes.Load(ref points, entry), (int)limit.Limit.Read(ref row));
        }

        var sum = TLanes.Load(ref MemoryMarshal.GetArrayDataReference(bound.Start), lane);
        foreach (ref readonly var table in plan.Tables.AsSpan())
        {
            var index = (int)((uint)((Unsafe.Add(ref row, table.First) * table.Scale) + Unsafe.Add(ref row, table.Second)) & table.Mask);
            sum = TLanes.Add(sum, TLanes.Load(ref points, table.Start + (index * plan.Stride) + lane));
        }

        foreach (ref readonly var bonus in plan.Bonuses.AsSpan())
        {
            var outcome = (int)(fired[bonus.Word] >> bonus.Shift & 15);
            sum = TLanes.Add(sum, TLanes.Load(ref points, bonus.Start + (outcome * plan.Stride) + lane));
        }

        foreach (ref readonly var steps in plan.Steps.AsSpan())
        {
            var numbers = TLanes.Widen(ref row, steps.Offset + (lane * steps.Width), steps.Width);
            var at = steps.Start + lane;
            foreach (var threshold in plan.Thresholds.AsSpan((int)steps.Thresholds, steps.Count))
            {
                sum = TLanes.AddAbove(sum, numbers, threshold, TLanes.Load(ref points, at));
                at += plan.Stride;
            }
        }

        foreach (ref readonly var linear in plan.Linears.AsSpan())
        {
            sum = TLanes.AddProduct(sum, TLanes.Widen(ref row, linear.Offset + (lane * linear.Width), linear.Width), TLanes.Load(ref points, linear.Start + lane));
        }

        foreach (ref readonly var scale in plan.Scales.AsSpan())
        {
            sum = TLanes.AddProduct(sum, TLanes.All((int)scale.Slot.Read(ref row)), TLanes.Load(ref points, scale.Start + lane));
        }

        foreach (ref readonly var rank in plan.Ranks.AsSpan())
        {
            sum = TLanes.Add(sum, TLanes.Load(ref points, rank.Start + (RowMachine.Rank(plan, in rank, ref row) * plan.Stride) + lane));
        }

        var eligible = ~blocked & (plan.AllChannels >> lane) & 0xFF;
        return TLanes.Best(sum, eligible, 31 - lane);
    }
}
