using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>Decides for one customer without vectors under a small plan (<see cref="DecisionPlan.IsSmall"/>): tests and rules one after the other without a branch, points only for what is left.</summary>
internal static class SmallScalarExecutor
{
    public static int Decide(BoundPlan bound, ref byte row)
    {
        var plan = bound.Plan;
        var tests = bound.FirstTests | ScalarSteps.Test(bound.ByteTests, ref row);
        foreach (ref readonly var test in plan.WordTests.AsSpan())
        {
            tests |= test.Test(ref row);
        }

        foreach (ref readonly var test in plan.WideTests.AsSpan())
        {
            tests |= test.Test(ref row);
        }

        foreach (ref readonly var window in plan.Windows.AsSpan())
        {
            tests |= window.Test(ref row, bound.Context);
        }

        var (fired, blocked) = ScalarSteps.Fire(bound.ScalarRules, tests);
        blocked |= bound.Blocked;
        foreach (ref readonly var flags in plan.Flags.AsSpan())
        {
            var waiver = fired >> flags.WaiverBit & 1;
            blocked |= flags.Channels & ~(flags.Slot.Read(ref row) | ((uint)-(int)waiver & flags.Waived));
        }

        var eligible = ~blocked & plan.AllChannels;
        return eligible == 0 ? int.MinValue : Best(bound, ref row, fired, eligible);
    }

    /// <summary>The best of the channels that are left; what costs too much is asked only of them.</summary>
    private static int Best(BoundPlan bound, ref byte row, ulong fired, uint eligible)
    {
        var plan = bound.Plan;
        Span<int> rows = stackalloc int[ScalarRowExecutor.MostRows];
        var all = new ReadOnlySpan<ulong>(in fired);
        var count = ScalarRowExecutor.Rows(plan, ref row, all, rows);
        ref var points = ref MemoryMarshal.GetArrayDataReference(plan.Points);
        var best = int.MinValue;
        for (var left = eligible; left != 0; left &= left - 1)
        {
            var c = BitOperations.TrailingZeroCount(left);
            var sum = bound.Start[c] + ScalarRowExecutor.OfChannel(plan, ref row, c);
            if (count <= ScalarRowExecutor.MostRows)
            {
                foreach (var at in rows[..count])
                {
                    sum += Unsafe.Add(ref points, at + c);
                }
            }
            else
            {
                sum += ScalarRowExecutor.OfRows(plan, ref row, all, c);
            }

            var key = (sum << 5) + 31 - c;
            foreach (ref readonly var limit in plan.Limits.AsSpan())
            {
                var entry = Unsafe.Add(ref points, limit.Start + ((int)(Unsafe.Add(ref row, limit.Key) & limit.Mask) * 8) + c);
                var above = ((int)limit.Limit.Read(ref row) - entry) >> 31;
                key = (key & ~above) | (int.MinValue & above);
            }

            best = Math.Max(best, key);
        }

        return best;
    }
}
