namespace OmniChannel;

/// <summary>Lays a stated plan out as arrays.</summary>
internal static class PlanCompiler
{
    /// <summary>More tests or rules than this are refused: 65,536.</summary>
    private const int MostWords = 1024;

    public static DecisionPlan Compile(PlanBuilder source)
    {
        var blocks = PlanLayout.Place(source);
        var tests = new TestCompiler(source);
        tests.Compile();
        var rules = new RuleCompiler(source, tests.Bits);
        rules.Compile();
        if (tests.Words > MostWords || rules.FiredWords > MostWords)
        {
            throw new PlanException($"The policy has {source.Tests.Count} tests and {source.Rules.Count} rules; a plan holds {MostWords * 64} of each.");
        }

        var points = new PointsCompiler(source, rules.Bonuses);
        points.Compile();
        var rows = source.Fields.Where(f => f.Scope == PlanScope.Row).ToList();
        return new DecisionPlan
        {
            Channels = source.Channels,
            Stride = source.Stride,
            AllChannels = source.AllChannels,
            Source = source,
            RowBlocks = blocks,
            ColumnBytes = rows.Select(f => f.Offset + f.Size).DefaultIfEmpty(0).Max(),
            Cells = [.. rows.SelectMany(f => Enumerable.Range(0, f.Count).Select(i => (f.Offset + (i * f.Width), f.Width)))],
            Words = tests.Words,
            WaveBlock = [.. tests.WaveBlock],
            WaveIndex = [.. tests.WaveIndex],
            WaveLow = [.. tests.WaveLow],
            WaveSpan = [.. tests.WaveSpan],
            WaveValid = [.. tests.WaveValid],
            FirstValid = tests.WaveValid[0],
            WideTests = [.. tests.Wide],
            WordTests = [.. tests.Word],
            Runs = [.. tests.Runs],
            RunLow = [.. tests.RunLow],
            RunSpan = [.. tests.RunSpan],
            RunValid = [.. tests.Runs.Select(r => ulong.MaxValue >> (64 - r.Count))],
            Windows = [.. tests.Windows],
            Programs = [.. tests.Programs],
            TestBits = tests.Bits,
            BlockStart = [.. rules.BlockStart],
            EntryWord = [.. rules.EntryWord],
            Needs = [.. rules.Needs],
            FiredWords = rules.FiredWords,
            RuleBits = rules.Bits,
            RulesOfChannel = rules.OfChannel,
            Flags = Flags(source, rules.Bits),
            Limits = points.Limits(),
            Tables = [.. points.Tables],
            ColumnTables = [.. points.ColumnTables],
            Bonuses = [.. points.Bonuses],
            Steps = [.. points.Steps],
            Ranks = [.. points.Ranks],
            HasMore = tests.Wide.Count + points.Ranks.Count + points.Scales.Count > 0,
            Linears = [.. points.Linears],
            Scales = [.. points.Scales],
            Points = [.. points.Points],
            Thresholds = [.. points.Thresholds],
            Start = points.Start,
            Bounds = points.Bounds,
        };
    }

    private static FlagsOperation[] Flags(PlanBuilder source, int[] ruleBits)
    {
        var operations = new List<FlagsOperation>();
        foreach (var flags in source.FlagFields.Where(f => f.Field.Scope == PlanScope.Row))
        {
            var bit = flags.Waiver < 0 ? 0 : ruleBits[flags.Waiver];
            operations.Add(new(flags.Field.Offset, PlanSlot.Of(flags.Field), flags.Channels, flags.Waiver < 0 ? 0 : flags.Waived, bit >> 6, bit & 63));
        }

        return [.. operations];
    }

    /// <summary>The smallest power of two that is not below.</summary>
    internal static int PowerOfTwo(int count) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, count));
}
