namespace OmniChannel;

/// <summary>A table that up to four bytes of a snapshot select together: row <c>((first × size + second) × size + third) × size + fourth</c>. Keys that are not there have one row.</summary>
internal sealed record FusedTable(int[] Keys, int[] Sizes, int[][] Rows)
{
    public const int MostKeys = 4;

    /// <summary>8 KiB for eight channels of two bytes.</summary>
    private const int MostRows = 512;

    /// <summary>The tables of a plan, those of one key added up, then the largest with what fits beside it.</summary>
    public static FusedTable[] Of(DecisionPlan plan)
    {
        var left = plan.ColumnTables.GroupBy(t => (t.First, t.Second, t.Scale), (_, same) => One(plan, [.. same])).OrderByDescending(t => t.Rows.Length).ToList();
        var fused = new List<FusedTable>();
        while (left.Count > 0)
        {
            var table = left[0];
            left.RemoveAt(0);
            for (var next = 0; next < left.Count && table.Keys.Length < MostKeys;)
            {
                if (table.Keys.Length + left[next].Keys.Length > MostKeys || table.Rows.Length * left[next].Rows.Length > MostRows)
                {
                    next++;
                    continue;
                }

                table = table.With(left[next]);
                left.RemoveAt(next);
            }

            fused.Add(table);
        }

        return [.. fused];
    }

    private static FusedTable One(DecisionPlan plan, TableOperation[] same)
    {
        var (first, second, scale) = ((int)same[0].First, (int)same[0].Second, same[0].Scale);
        var size = (int)plan.Source.Fields.First(f => f.Scope == PlanScope.Row && f.Offset == first).StoredMax + 1;
        var rows = Enumerable.Range(0, size * Math.Max(1, scale)).Select(row => Enumerable.Range(0, plan.Stride).Select(c => same.Sum(t => plan.Points[(int)t.Start + (row * plan.Stride) + c])).ToArray()).ToArray();
        return scale == 0 ? new([first], [size], rows) : new([first, second], [size, scale], rows);
    }

    private FusedTable With(FusedTable other) =>
        new([.. Keys, .. other.Keys], [.. Sizes, .. other.Sizes], [.. Rows.SelectMany(a => other.Rows.Select(b => a.Zip(b, (x, y) => x + y).ToArray()))]);

    /// <summary>How many rows one step of each key is.</summary>
    public int[] Steps => [.. Keys.Select((_, k) => Sizes[(k + 1)..].Aggregate(1, (product, size) => product * size))];

    /// <summary>Keeps any row number inside, whatever a snapshot holds.</summary>
    public int Mask => PlanCompiler.PowerOfTwo(Rows.Length) - 1;
}
