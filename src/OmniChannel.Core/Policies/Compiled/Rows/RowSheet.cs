namespace OmniChannel;

/// <summary>Everything that single decisions of a small plan read, side by side in one piece of aligned memory: tests, rules, keys, rows of eight 16-bit points. Places are in bytes from its start. Immutable.</summary>
internal sealed class RowSheet
{
    /// <summary>The 64 byte tests: whence, low end, span. The rules follow, in blocks of eight: what they need, then what they give.</summary>
    public const int Places = 0, Lows = 64, Spans = 128, Rules = 192, RuleBlock = 128;

    public RowSheet(DecisionPlan plan)
    {
        var memory = new SheetMemory();
        memory.Put<byte>(plan.WaveIndex.AsSpan(0, 64));
        memory.Put<byte>(plan.WaveLow.AsSpan(0, 64));
        memory.Put<byte>(plan.WaveSpan.AsSpan(0, 64));
        foreach (var eight in SheetRules.Of(plan).Chunk(8))
        {
            // A rule that is not there gives nothing.
            memory.Put<ulong>([.. Enumerable.Range(0, 8).Select(i => i < eight.Length ? eight[i].Needs : 0)]);
            memory.Put<ulong>([.. Enumerable.Range(0, 8).Select(i => i < eight.Length ? eight[i].Gives : 0)]);
        }

        RulesEnd = memory.Align();
        var none = memory.PutRows([], 1);
        var tables = FusedTable.Of(plan).Select(t => (t, memory.PutRows(t.Rows, t.Mask + 1))).ToArray();
        Keys = memory.Align();
        foreach (var pair in tables.Chunk(2))
        {
            SheetKeys.Put(memory, pair, none);
        }

        KeysEnd = memory.Align();
        Bonuses = [.. SheetRules.BonusRows(plan).Select((rows, i) => new BonusOperation(0, SheetRules.FirstBonus + (4 * i), memory.PutRows(rows)))];
        Lanes = [.. plan.Steps.Select(s => s.Offset).Concat(plan.Linears.Select(l => l.Offset)).Distinct().Select(offset => Lane(memory, plan, offset))];
        Scales = [.. plan.Scales.Select(s => s with { Start = (int)memory.PutRows([Row(plan, s.Start)]) })];
        Ranks = [.. plan.Ranks.Select(r => r with { Start = (int)memory.PutRows(Enumerable.Range(0, r.Count + 1).Select(n => Row(plan, r.Start + (n * plan.Stride)))) })];
        Limits = [.. plan.Limits.Select(l => l with { Start = (int)memory.PutRows(Entries(plan, l)) })];
        Memory = memory.ToWords();
        HasMore = plan.HasMore;
        var flags = plan.Flags;
        Flag0 = flags.Length > 0 ? flags[0].Offset : 0;
        Flag1 = flags.Length > 1 ? flags[1].Offset : 0;
        Flag2 = flags.Length > 2 ? flags[2].Offset : 0;
        Flagged = flags.Select((f, i) => (ulong)f.Channels << (8 * (i + 1))).Aggregate(0UL, (all, f) => all | f);
    }

    /// <summary>Whether a plan is small: one word of tests, one block of a snapshot, at most eight channels, points and limits within 16 bits.</summary>
    public static bool Fits(DecisionPlan plan) =>
        plan is { Words: 1, RowBlocks: 1, Stride: 8, Programs.Length: 0, Flags.Length: <= SheetRules.MostFlags }
        && plan.Bounds.Least >= -short.MaxValue && plan.Bounds.Most <= short.MaxValue
        && plan.Source.Rules.Count(r => r.Points is not null) <= SheetRules.MostBonuses
        && plan.Runs.Length == 0 && plan.ColumnTables.All(t => t.Scale <= sbyte.MaxValue && t.Mask < 4096)
        && plan.Steps.All(s => s.Width == 1) && plan.Linears.All(l => l.Width == 1)
        && plan.Limits.All(l => plan.Points.AsSpan(l.Start, ((int)l.Mask + 1) * plan.Stride).IndexOfAnyExceptInRange(int.MinValue, ushort.MaxValue) < 0);

    public AlignedWords Memory { get; }

    /// <summary>Whether there are wide tests, ranks or scales, which many policies have not.</summary>
    public bool HasMore { get; }

    public nint RulesEnd { get; }

    public nint Keys { get; }

    public nint KeysEnd { get; }

    /// <summary>For each four bonuses the first one's bit and the rows of the 16 outcomes.</summary>
    public BonusOperation[] Bonuses { get; }

    /// <summary>What the channels' own numbers add.</summary>
    public LaneOperation[] Lanes { get; }

    public ScaleOperation[] Scales { get; }

    public RankOperation[] Ranks { get; }

    /// <summary>Entries less 2¹⁵, so that signed lanes compare them.</summary>
    public LimitOperation[] Limits { get; }

    /// <summary>The bytes of the flags fields.</summary>
    public nint Flag0 { get; }

    /// <inheritdoc cref="Flag0"/>
    public nint Flag1 { get; }

    /// <inheritdoc cref="Flag0"/>
    public nint Flag2 { get; }

    /// <summary>The channels that need a flag: a byte for each field, from byte 1 on.</summary>
    public ulong Flagged { get; }

    private static int[] Row(DecisionPlan plan, nint start) => plan.Points.AsSpan((int)start, plan.Stride).ToArray();

    private static LaneOperation Lane(SheetMemory memory, DecisionPlan plan, nint offset)
    {
        var factors = plan.Linears.Where(l => l.Offset == offset).Aggregate(Each(0), (all, l) => [.. all.Zip(Row(plan, l.Start), (a, b) => a + b)]);
        var steps = plan.Steps.Where(s => s.Offset == offset)
            .SelectMany(s => Enumerable.Range(0, s.Count).SelectMany(t => (int[][])[Each(Math.Min(plan.Thresholds[(int)s.Thresholds + t], short.MaxValue)), Row(plan, s.Start + (t * plan.Stride))])).ToList();
        while (steps.Count % 8 != 0)
        {
            // No number of one byte is above this threshold.
            steps.AddRange([Each(short.MaxValue), Each(0)]);
        }

        var start = memory.PutRows([factors, .. steps]);
        return new(offset, start, start + ((steps.Count + 1) * SheetKeys.Row));
    }

    private static int[] Each(int number) => [.. Enumerable.Repeat(number, 8)];

    private static IEnumerable<int[]> Entries(DecisionPlan plan, LimitOperation limit) =>
        Enumerable.Range(0, (int)limit.Mask + 1).Select(row => Row(plan, limit.Start + (row * plan.Stride)).Select(entry => Math.Max(entry, 0) + short.MinValue).ToArray());
}

/// <summary>What the numbers of one byte of eight channels add: a row of factors, then fours of thresholds, each a row of eight of it and a row of points.</summary>
internal readonly record struct LaneOperation(nint Offset, nint Start, nint End);
