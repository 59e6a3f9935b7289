using System.Numerics;

namespace OmniChannel;

/// <summary>Where one thread keeps what it computes for a block: bits for tests and rules, and lanes for points.</summary>
internal sealed class ColumnWorkspace
{
    /// <summary>Words of 64 rows.</summary>
    public const int Words = ColumnBlock.Rows / 64;

    public ColumnWorkspace(BoundPlan bound, int slice)
    {
        var plan = bound.Plan;
        Bound = bound;
        Tables = new ColumnTables(plan, slice);
        Start = [.. bound.Start.Take(plan.Channels).Select(p => (short)p)];
        Tests = new ulong[plan.Words * 64 * Words];
        Fired = new ulong[plan.FiredWords * 64 * Words];
        Blocked = new ulong[plan.Channels * Words];
        Keys = new AlignedWords(Math.Max(1, Tables.Lookups.Length) * ColumnBlock.Rows);
        Numbers = new AlignedWords(2 * ColumnBlock.Rows);
        Sum = new AlignedWords(ColumnBlock.Rows);
        Best = new AlignedWords(ColumnBlock.Rows);
        Channel = new AlignedWords(ColumnBlock.Rows);
        ByteTests = [.. Enumerable.Range(0, plan.Words * 64).Where(t => (plan.WaveValid[t >> 6] >> (t & 63) & 1) != 0)];
        Rules = [.. Enumerable.Range(0, plan.Source.Rules.Count).OrderBy(r => plan.RuleBits[r]).Select(r => new ColumnRule(
            plan.RuleBits[r], plan.Source.Rules[r].Excludes, [.. plan.Source.Rules[r].Tests.Select(t => plan.TestBits[t])]))];
        for (var t = 0; t < plan.Words * 64; t++)
        {
            Array.Fill(Tests, (bound.Tests[t >> 6] >> (t & 63) & 1) != 0 ? ulong.MaxValue : 0, t * Words, Words);
        }
    }

    public BoundPlan Bound { get; }

    public ColumnTables Tables { get; }

    public ColumnRule[] Rules { get; }

    public int[] ByteTests { get; }

    public short[] Start { get; }

    /// <summary>1,024 bits for each test; those of the context never change.</summary>
    public ulong[] Tests { get; }

    public ulong[] Fired { get; }

    /// <summary>1,024 bits for each channel.</summary>
    public ulong[] Blocked { get; }

    public AlignedWords Keys { get; }

    public AlignedWords Numbers { get; }

    public AlignedWords Sum { get; }

    public AlignedWords Best { get; }

    public AlignedWords Channel { get; }

    /// <summary>The keys of a lookup; of one that is not there, any.</summary>
    public ref short KeysOf(int lookup) => ref Keys.At((lookup < Tables.Lookups.Length ? lookup : 0) * ColumnBlock.Rows);

    /// <summary>The best points as 32-bit numbers, 0 for rows without a channel.</summary>
    public void Scores(Span<int> scores)
    {
        var channel = Channel.Span;
        var best = Best.Span;
        var i = 0;
        for (; i + Vector<short>.Count <= scores.Length; i += Vector<short>.Count)
        {
            var none = Vector.Equals(new Vector<short>(channel[i..]), Vector<short>.AllBitsSet);
            Vector.Widen(Vector.AndNot(new Vector<short>(best[i..]), none), out var low, out var high);
            low.CopyTo(scores[i..]);
            high.CopyTo(scores[(i + Vector<int>.Count)..]);
        }

        for (; i < scores.Length; i++)
        {
            scores[i] = channel[i] < 0 ? 0 : best[i];
        }
    }
}

/// <summary>A rule for columns.</summary>
internal sealed record ColumnRule(int Bit, uint Excludes, int[] Tests);
