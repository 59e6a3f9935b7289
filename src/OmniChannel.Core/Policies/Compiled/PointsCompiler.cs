namespace OmniChannel;

/// <summary>Turns the terms of a score into rows of points, and proves that no score can leave the range.</summary>
internal sealed class PointsCompiler(PlanBuilder source, IReadOnlyList<(int Bit, PlanRule? Rule)> bonuses)
{
    /// <summary>Two tables are fused when the product has no more rows than this: 8 KiB for eight channels.</summary>
    private const int MostFusedRows = 256;

    private readonly long[] _least = new long[source.Stride];
    private readonly long[] _most = new long[source.Stride];
    private readonly List<(PlanField Key, PlanField? Second, int[][] Rows)> _tables = [];

    public List<TableOperation> Tables { get; } = [];

    public List<TableOperation> ColumnTables { get; } = [];

    public List<BonusOperation> Bonuses { get; } = [];

    public List<StepsOperation> Steps { get; } = [];

    public List<RankOperation> Ranks { get; } = [];

    public List<LinearOperation> Linears { get; } = [];

    public List<ScaleOperation> Scales { get; } = [];

    public List<int> Points { get; } = [];

    public List<int> Thresholds { get; } = [];

    public int[] Start { get; } = [.. source.Start];

    public (long Least, long Most) Bounds => (_least.Take(source.Channels).Min(), _most.Take(source.Channels).Max());

    public void Compile()
    {
        Bound([Start]);
        foreach (var table in source.Tables.Where(t => t.Key.Scope == PlanScope.Row))
        {
            Table(table.Key, [.. table.Rows], table.Second);
        }

        foreach (var steps in source.StepTerms.Where(s => s.Field.Scope == PlanScope.Row))
        {
            Step(steps.Field, [.. steps.Above], [.. steps.Points]);
        }

        foreach (var linear in source.LinearTerms.Where(l => l.Field.Scope == PlanScope.Row))
        {
            Linear(linear.Field, [.. linear.Factors]);
        }

        BoundContext();
        foreach (var four in bonuses.Chunk(4))
        {
            Four(four);
        }

        Fuse();
        if (Bounds.Least < -DecisionPlan.MostPoints || Bounds.Most > DecisionPlan.MostPoints)
        {
            throw new PlanException($"A score could be {Bounds.Least} to {Bounds.Most} points; a plan counts from −{DecisionPlan.MostPoints} to {DecisionPlan.MostPoints}. Divide all points by a common factor.");
        }
    }

    /// <summary>What takes a channel out when it is above the limit, as distances like the stored limit.</summary>
    public LimitOperation[] Limits()
    {
        var operations = new List<LimitOperation>();
        foreach (var limit in source.Limits)
        {
            var low = limit.Limit.Min - (limit.Limit.Optional ? 1 : 0);
            var rows = limit.Rows.Select(row => row.Select((p, c) => c < source.Channels ? checked((int)(p - low)) : 0).ToArray()).ToArray();
            operations.Add(new(limit.Key.Offset, (uint)PlanCompiler.PowerOfTwo(rows.Length) - 1, Rows(rows), PlanSlot.Of(limit.Limit)));
        }

        return [.. operations];
    }

    private void Table(PlanField key, int[][] rows, PlanField? second = null)
    {
        Bound(rows);
        _tables.Add((key, second, rows));
    }

    private void Step(PlanField field, long[] above, int[][] points)
    {
        var low = field.Min - (field.Optional ? 1 : 0);
        var floor = field.Optional ? 0 : -1;
        var stored = above.Select(a => (int)Math.Clamp(a - low, floor, int.MaxValue)).ToArray();
        if (field.PerChannel)
        {
            foreach (var row in points)
            {
                Bound([new int[source.Stride], row]);
            }

            Steps.Add(new(field.Offset, field.Width, stored.Length, Thresholds.Count, Plain(points)));
            Thresholds.AddRange(stored);
            return;
        }

        if (field.Width == 1)
        {
            Table(field, [.. Enumerable.Range(0, (int)field.StoredMax + 1).Select(v => Sum(stored.Zip(points).Where(s => v > s.First).Select(s => s.Second)))]);
            return;
        }

        var ranks = stored.Zip(points).OrderBy(s => s.First).ToArray();
        int[][] rows = [.. Enumerable.Range(0, ranks.Length + 1).Select(n => Sum(ranks.Take(n).Select(s => s.Second)))];
        Bound(rows);
        Ranks.Add(new(PlanSlot.Of(field), Thresholds.Count, ranks.Length, Plain(rows)));
        Thresholds.AddRange(ranks.Select(r => r.First));
    }

    private void Linear(PlanField field, int[] factors)
    {
        // value × factor = stored × factor + smallest × factor; of an absent field nothing.
        var low = field.Min - (field.Optional ? 1 : 0);
        int[] offset = [.. factors.Select(f => Checked(f * low))];
        if (field.PerChannel || field.Width > 1)
        {
            for (var c = 0; c < source.Channels; c++)
            {
                var end = (long)factors[c] * field.StoredMax;
                _least[c] += Math.Min(0, end);
                _most[c] += Math.Max(0, end);
            }

            if (field.Optional)
            {
                Step(field, [field.Min - 1], [offset]);
            }
            else
            {
                Bound([offset]);
                Into(Start, offset);
            }

            if (field.PerChannel)
            {
                Linears.Add(new(field.Offset, field.Width, Plain([factors])));
            }
            else
            {
                Scales.Add(new(PlanSlot.Of(field), Plain([factors])));
            }

            return;
        }

        var absent = field.Optional ? 1 : 0;
        Table(field, [.. Enumerable.Range(0, (int)field.StoredMax + 1).Select(v => factors.Select(f => v < absent ? 0 : Checked(f * (v + low))).ToArray())]);
    }

    private void Four((int Bit, PlanRule? Rule)[] four)
    {
        if (four.All(r => r.Rule is null))
        {
            return;
        }

        foreach (var (_, rule) in four.Where(r => r.Rule is not null))
        {
            Bound([new int[source.Stride], [.. rule!.Points!]]);
        }

        // Each outcome is one with a rule less, and that rule's points.
        var rows = new int[16][];
        for (var outcome = 0; outcome < rows.Length; outcome++)
        {
            rows[outcome] = outcome == 0 ? new int[source.Stride] : [.. rows[outcome & (outcome - 1)]];
            if (outcome != 0 && System.Numerics.BitOperations.TrailingZeroCount(outcome) is var last && last < four.Length && four[last].Rule?.Points is { } points)
            {
                for (var c = 0; c < points.Count; c++)
                {
                    rows[outcome][c] = unchecked(rows[outcome][c] + points[c]);
                }
            }
        }

        Bonuses.Add(new(four[0].Bit >> 6, four[0].Bit & 63, Plain(rows)));
    }

    /// <summary>What the context can add, at worst.</summary>
    private void BoundContext()
    {
        foreach (var table in source.Tables.Where(t => t.Key.Scope == PlanScope.Context))
        {
            Bound(table.Rows);
        }

        foreach (var row in source.StepTerms.Where(s => s.Field.Scope == PlanScope.Context).SelectMany(s => s.Points))
        {
            Bound([new int[source.Stride], row]);
        }

        foreach (var linear in source.LinearTerms.Where(l => l.Field.Scope == PlanScope.Context))
        {
            Bound([new int[source.Stride], [.. linear.Factors.Select(f => Checked(f * linear.Field.Min))], [.. linear.Factors.Select(f => Checked(f * linear.Field.Max))]]);
        }
    }

    /// <summary>Pairs the tables, largest with smallest, so that one lookup serves two keys.</summary>
    private void Fuse()
    {
        foreach (var (key, second, rows) in _tables)
        {
            var (other, scale) = second is null ? (key, 0) : (second, (int)second.StoredMax + 1);
            ColumnTables.Add(new(key.Offset, other.Offset, scale, (uint)PlanCompiler.PowerOfTwo(rows.Length) - 1, Rows(rows)));
        }

        Tables.AddRange(ColumnTables.Where(t => t.Scale > 0));
        var left = _tables.Where(t => t.Second is null).OrderBy(t => t.Rows.Length).ToList();
        while (left.Count > 0)
        {
            var larger = left[^1];
            left.RemoveAt(left.Count - 1);
            var pair = left.FindLastIndex(t => t.Rows.Length * larger.Rows.Length <= MostFusedRows);
            if (pair < 0)
            {
                Tables.Add(ColumnTables[_tables.IndexOf(larger)]);
                continue;
            }

            var first = left[pair];
            left.RemoveAt(pair);
            int[][] rows = [.. first.Rows.SelectMany(a => larger.Rows.Select(b => Sum([a, b])))];
            Tables.Add(new(first.Key.Offset, larger.Key.Offset, larger.Rows.Length, (uint)PlanCompiler.PowerOfTwo(rows.Length) - 1, Rows(rows)));
        }
    }

    private void Bound(IReadOnlyList<int[]> alternatives)
    {
        for (var c = 0; c < source.Channels; c++)
        {
            _least[c] += alternatives.Min(row => row[c]);
            _most[c] += alternatives.Max(row => row[c]);
        }
    }

    private int Plain(int[][] rows)
    {
        var start = Points.Count;
        foreach (var row in rows)
        {
            Points.AddRange(row);
        }

        return start;
    }

    /// <summary>Rows up to a power of two, so that a mask keeps every index inside.</summary>
    private int Rows(int[][] rows)
    {
        var start = Plain(rows);
        Points.AddRange(new int[(PlanCompiler.PowerOfTwo(rows.Length) - rows.Length) * source.Stride]);
        return start;
    }

    private int[] Sum(IEnumerable<int[]> rows)
    {
        var sum = new int[source.Stride];
        foreach (var row in rows)
        {
            Into(sum, row);
        }

        return sum;
    }

    private static void Into(int[] sum, int[] row)
    {
        for (var c = 0; c < row.Length; c++)
        {
            sum[c] = unchecked(sum[c] + row[c]);
        }
    }

    private static int Checked(long points) => points is >= int.MinValue and <= int.MaxValue
        ? (int)points
        : throw new PlanException($"A linear term could be {points} points; a plan counts from −{DecisionPlan.MostPoints} to {DecisionPlan.MostPoints}.");
}
