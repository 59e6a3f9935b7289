namespace OmniChannel;

/// <summary>One lookup for columns: the row number is <c>first × Scale + second</c>, or <c>first</c> alone when there is no second, or what fired of some rules from number <c>second</c> on when there is no first; the entries of channel c begin at <c>Start + c × Size</c>.</summary>
internal readonly record struct ColumnLookup(int First, int Second, short Scale, int Start, int Size, int Slices);

/// <summary>The tables of a plan as 16-bit entries channel by channel, in slices of one vector path.</summary>
internal sealed class ColumnTables
{
    private readonly DecisionPlan _plan;
    private readonly int _slice;
    private readonly List<short> _entries = [];

    /// <param name="plan">The plan.</param>
    /// <param name="slice">Rows of one slice; tables are fused in pairs that stay within one.</param>
    public ColumnTables(DecisionPlan plan, int slice)
    {
        (_plan, _slice) = (plan, slice);
        var left = plan.ColumnTables.Where(t => t.Scale == 0).OrderBy(t => t.Mask).ToList();
        var lookups = plan.ColumnTables.Where(t => t.Scale > 0).Select(t => Add((int)t.First, (int)t.Second, (short)t.Scale, (int)t.Mask + 1, (row, c) => Entry(t, row, c))).ToList();
        while (left.Count > 0)
        {
            var second = left[^1];
            left.RemoveAt(left.Count - 1);
            var pair = left.FindLastIndex(t => (t.Mask + 1) * (second.Mask + 1) <= slice);
            if (pair < 0)
            {
                lookups.Add(Add((int)second.First, -1, 0, (int)second.Mask + 1, (row, c) => Entry(second, row, c)));
                continue;
            }

            var first = left[pair];
            left.RemoveAt(pair);
            var rows = (int)second.Mask + 1;
            lookups.Add(Add((int)first.First, (int)second.First, (short)rows, ((int)first.Mask + 1) * rows, (row, c) => Entry(first, row / rows, c) + Entry(second, row % rows, c)));
        }

        var adding = Enumerable.Range(0, plan.Source.Rules.Count).Where(r => plan.Source.Rules[r].Points is not null).ToArray();
        BonusBits = [.. adding.Select(r => plan.RuleBits[r])];
        BonusesOfOne = slice >= 16 ? 4 : 3;
        for (var first = 0; first < adding.Length; first += BonusesOfOne)
        {
            var some = adding[first..Math.Min(first + BonusesOfOne, adding.Length)];
            lookups.Add(Add(-1, first, 0, 1 << BonusesOfOne, (row, c) => some.Where((_, i) => (row >> i & 1) != 0).Sum(r => plan.Source.Rules[r].Points![c])));
        }

        Lookups = [.. lookups.OrderBy(l => l.Slices)];
        OfOneSlice = lookups.Count(l => l.Slices == 1);
        Limits = [.. plan.Limits.Select(l => Add((int)l.Key, -1, 0, (int)l.Mask + 1, (row, c) => Math.Clamp(plan.Points[l.Start + (row * plan.Stride) + c], 0, ushort.MaxValue) + short.MinValue))];
        Entries = new AlignedWords([.. _entries, .. new short[32]]);
    }

    /// <summary>Those of one slice first.</summary>
    public ColumnLookup[] Lookups { get; }

    public int OfOneSlice { get; }

    /// <summary>How many rules that add points are one lookup.</summary>
    public int BonusesOfOne { get; }

    /// <summary>The bits of the rules that add points.</summary>
    public int[] BonusBits { get; }

    /// <summary>Entries of limits, less 2¹⁵, so that signed lanes compare 16-bit numbers.</summary>
    public ColumnLookup[] Limits { get; }

    public AlignedWords Entries { get; }

    private int Entry(TableOperation table, int row, int channel) => _plan.Points[(int)table.Start + (row * _plan.Stride) + channel];

    private ColumnLookup Add(int first, int second, short scale, int rows, Func<int, int, int> entry)
    {
        var size = PlanCompiler.PowerOfTwo(Math.Max(rows, _slice));
        var start = _entries.Count;
        for (var c = 0; c < _plan.Channels; c++)
        {
            for (var row = 0; row < size; row++)
            {
                _entries.Add(row < rows ? unchecked((short)entry(row, c)) : (short)0);
            }
        }

        return new(first, second, scale, start, size, size / _slice);
    }
}
