using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>Decides for one customer under a small plan (<see cref="DecisionPlan.IsSmall"/>): one word of tests, one of rules, one lane of channels. No branch depends on the customer.</summary>
/// <remarks>One method without a call: a vector that lives across a call is kept in memory, and ten sums through memory cost more than the rest. Offsets come from the layout of the plan, and the length of the row is checked before; indices into points are masked.</remarks>
internal static class SmallRowExecutor<TLanes, TPoints, TKeep>
    where TLanes : struct, IRowLanes<TPoints>
    where TPoints : struct
    where TKeep : struct
{
    private static bool IsKept => typeof(TKeep) == typeof(Kept);

    public static int Decide(BoundPlan bound, ref byte row, PlanTrace? trace)
    {
        var plan = bound.Plan;
        var tests = bound.FirstTests | (plan.FirstValid & TLanes.Test(
            ref row,
            ref MemoryMarshal.GetArrayDataReference(plan.WaveIndex),
            ref MemoryMarshal.GetArrayDataReference(plan.WaveLow),
            ref MemoryMarshal.GetArrayDataReference(plan.WaveSpan)));
        foreach (ref readonly var test in plan.WordTests.AsSpan())
        {
            tests |= test.Test(ref row);
        }

        var context = bound.Context;
        foreach (ref readonly var window in plan.Windows.AsSpan())
        {
            tests |= window.Test(ref row, context);
        }

        // The sums of points need nothing but the row until the bonuses, so they run beside the chain of tests and rules.
        ref var points = ref MemoryMarshal.GetArrayDataReference(plan.Points);
        ref var thresholds = ref MemoryMarshal.GetArrayDataReference(plan.Thresholds);
        var sum = TLanes.Load(ref MemoryMarshal.GetArrayDataReference(bound.Start), 0);
        if (plan.HasMore)
        {
            foreach (ref readonly var test in plan.WideTests.AsSpan())
            {
                tests |= test.Test(ref row);
            }

            foreach (ref readonly var scale in plan.Scales.AsSpan())
            {
                sum = TLanes.AddProduct(sum, TLanes.All((int)scale.Slot.Read(ref row)), TLanes.Load(ref points, scale.Start));
            }

            foreach (ref readonly var rank in plan.Ranks.AsSpan())
            {
                var number = rank.Slot.Read(ref row);
                var above = 0;
                for (var t = 0; t < rank.Count; t++)
                {
                    above -= (int)((Unsafe.Add(ref thresholds, rank.Thresholds + t) - (long)number) >> 63);
                }

                sum = TLanes.Add(sum, TLanes.Load(ref points, rank.Start + (above * 8)));
            }
        }

        var fired = 0UL;
        ref var needs = ref MemoryMarshal.GetArrayDataReference(plan.Needs);
        var rules = plan.EntryWord.Length * 8;
        for (var rule = 0; rule < rules; rule += 8)
        {
            fired |= (ulong)TLanes.Fired(tests, ref Unsafe.Add(ref needs, rule)) << rule;
        }

        foreach (ref readonly var table in plan.Tables.AsSpan())
        {
            var index = (uint)((Unsafe.Add(ref row, table.First) * table.Scale) + Unsafe.Add(ref row, table.Second)) & table.Mask;
            sum = TLanes.Add(sum, TLanes.Load(ref points, table.Start + (nint)(index * 8)));
        }

        foreach (ref readonly var steps in plan.Steps.AsSpan())
        {
            var numbers = TLanes.Widen(ref row, steps.Offset, steps.Width);
            ref var threshold = ref Unsafe.Add(ref thresholds, steps.Thresholds);
            ref var rows = ref Unsafe.Add(ref points, steps.Start);
            for (nint t = 0; t < steps.Count; t++)
            {
                sum = TLanes.AddAbove(sum, numbers, Unsafe.Add(ref threshold, t), TLanes.Load(ref rows, t * 8));
            }
        }

        foreach (ref readonly var linear in plan.Linears.AsSpan())
        {
            sum = TLanes.AddProduct(sum, TLanes.Widen(ref row, linear.Offset, linear.Width), TLanes.Load(ref points, linear.Start));
        }

        foreach (ref readonly var bonus in plan.Bonuses.AsSpan())
        {
            sum = TLanes.Add(sum, TLanes.Load(ref points, bonus.Start + ((nint)(fired >> bonus.Shift & 15) * 8)));
        }

        var blocked = TLanes.Blocked(fired, ref MemoryMarshal.GetArrayDataReference(plan.RulesOfChannel));
        var cause = 0;
        if (IsKept)
        {
            trace!.Tests[0] = tests;
            trace.Fired[0] = fired;
            trace.Causes[cause++] = blocked;
        }

        blocked |= bound.Blocked;
        foreach (ref readonly var flags in plan.Flags.AsSpan())
        {
            var waiver = fired >> flags.WaiverBit & 1;
            var without = flags.Channels & ~(flags.Slot.Read(ref row) | ((uint)-(int)waiver & flags.Waived));
            blocked |= without;
            if (IsKept)
            {
                trace!.Causes[cause++] = without;
            }
        }

        foreach (ref readonly var limit in plan.Limits.AsSpan())
        {
            var above = TLanes.Above(TLanes.Load(ref points, (nint)(limit.Start + ((Unsafe.Add(ref row, limit.Key) & limit.Mask) * 8))), (int)limit.Limit.Read(ref row));
            blocked |= above;
            if (IsKept)
            {
                trace!.Causes[cause++] = above;
            }
        }

        var eligible = ~blocked & plan.AllChannels;
        if (IsKept)
        {
            TLanes.Store(sum, ref MemoryMarshal.GetArrayDataReference(trace!.Scores), 0);
            trace.Eligible = eligible;
        }

        return TLanes.Best(sum, eligible, 31);
    }
}

/// <summary>Says to an executor that everything it rested on is kept.</summary>
internal readonly struct Kept;

/// <summary>Says to an executor that only the choice matters.</summary>
internal readonly struct NotKept;
