using System.Numerics;
using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>The tests of a plan without vectors.</summary>
internal static class ScalarTests
{
    /// <summary>Which tests hold for a snapshot.</summary>
    public static void Of(BoundPlan bound, ref byte row, Span<ulong> tests)
    {
        bound.Tests.CopyTo(tests);
        for (var word = 0; word < tests.Length; word++)
        {
            tests[word] |= Wave(bound.Plan, word, ref row);
        }

        for (var r = 0; r < bound.Plan.Runs.Length; r++)
        {
            tests[bound.Plan.Runs[r].Word] = Run(bound.Plan, in bound.Plan.Runs[r], ref row);
        }

        RowMachine.Others(bound, ref row, tests);
    }

    private static ulong Wave(DecisionPlan plan, int word, ref byte row)
    {
        var bits = 0UL;
        ref var block = ref Unsafe.Add(ref row, plan.WaveBlock[word] * 64);
        var index = plan.WaveIndex.AsSpan(word * 64, 64);
        var low = plan.WaveLow.AsSpan(word * 64, 64);
        var span = plan.WaveSpan.AsSpan(word * 64, 64);
        for (var valid = plan.WaveValid[word]; valid != 0; valid &= valid - 1)
        {
            var lane = BitOperations.TrailingZeroCount(valid);
            var number = (byte)(Unsafe.Add(ref block, (lane & 48) + index[lane]) - low[lane]);
            bits |= (number <= span[lane] ? 1UL : 0) << lane;
        }

        return bits;
    }

    private static ulong Run(DecisionPlan plan, in TestRun run, ref byte row)
    {
        var (bits, number) = (0UL, run.Number(ref row));
        var low = plan.RunLow.AsSpan(run.Start, run.Count);
        var span = plan.RunSpan.AsSpan(run.Start, run.Count);
        for (var i = 0; i < low.Length; i++)
        {
            bits |= ((ushort)(number - low[i]) <= span[i] ? 1UL : 0) << i;
        }

        return bits;
    }
}
