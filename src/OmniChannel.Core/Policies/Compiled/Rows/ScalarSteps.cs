using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>A test of one byte, as the scalar executor runs it.</summary>
internal readonly record struct ByteTest(nint Offset, byte Low, int Span, int Bit);

/// <summary>A rule of one word of tests, as the scalar executor runs it.</summary>
internal readonly record struct ScalarRule(ulong Needs, ulong Bit, uint Excludes);

/// <summary>The tests and rules of a small plan one after the other, without a branch on the customer.</summary>
internal static class ScalarSteps
{
    /// <summary>The byte tests of the first word, in the order of their bits.</summary>
    public static ByteTest[] Tests(DecisionPlan plan) =>
    [
        .. Enumerable.Range(0, 64).Where(lane => (plan.WaveValid[0] >> lane & 1) != 0)
            .Select(lane => new ByteTest((plan.WaveBlock[0] * 64) + (lane & 48) + plan.WaveIndex[lane], plan.WaveLow[lane], plan.WaveSpan[lane], lane)),
    ];

    /// <summary>The rules of a small plan, in the order of their bits.</summary>
    public static ScalarRule[] Rules(DecisionPlan plan) =>
    [
        .. Enumerable.Range(0, plan.Source.Rules.Count).Select(r => new ScalarRule(plan.Needs[plan.RuleBits[r]], 1UL << plan.RuleBits[r], plan.Source.Rules[r].Excludes)),
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Test(ByteTest[] tests, ref byte row)
    {
        var bits = 0UL;
        foreach (ref readonly var test in tests.AsSpan())
        {
            var above = (test.Span - (byte)(Unsafe.Add(ref row, test.Offset) - test.Low)) >> 31;
            bits |= (ulong)(above + 1) << test.Bit;
        }

        return bits;
    }

    /// <summary>The rules that fire, and the channels that they take out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong Fired, uint Blocked) Fire(ScalarRule[] rules, ulong tests)
    {
        var (fired, blocked, not) = (0UL, 0u, ~tests);
        foreach (ref readonly var rule in rules.AsSpan())
        {
            var missing = (long)(rule.Needs & not);
            var held = ~((missing | -missing) >> 63);
            fired |= rule.Bit & (ulong)held;
            blocked |= rule.Excludes & (uint)held;
        }

        return (fired, blocked);
    }
}
