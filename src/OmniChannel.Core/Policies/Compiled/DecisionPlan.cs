namespace OmniChannel;

/// <summary>A policy as data that two executors run, one for single customers and one for columns of them. Immutable after its making; one reference swap puts a new one in force.</summary>
internal sealed class DecisionPlan
{
    /// <summary>A score of more points, either way, would not fit an executor's key.</summary>
    public const int MostPoints = (1 << 26) - 1;

    private RowSheet? _sheet;

    public required int Channels { get; init; }

    /// <summary>Numbers in a row of points: channels rounded up to whole lanes of eight.</summary>
    public required int Stride { get; init; }

    public required uint AllChannels { get; init; }

    /// <summary>What was stated, for words about a decision.</summary>
    public required PlanBuilder Source { get; init; }

    /// <summary>Blocks of 64 bytes in a packed snapshot.</summary>
    public required int RowBlocks { get; init; }

    public int RowBytes => RowBlocks * 64;

    /// <summary>The bytes of a snapshot that are used, counted to the last field.</summary>
    public required int ColumnBytes { get; init; }

    /// <summary>Offset and width of every number of a snapshot.</summary>
    public required (int Offset, int Width)[] Cells { get; init; }

    /// <summary>Words of 64 test bits.</summary>
    public required int Words { get; init; }

    /// <summary>For each word the block that its byte tests read, or −1. Lane i reads one of the 16 bytes of its own quarter of the block, so that every shuffle can do it.</summary>
    public required int[] WaveBlock { get; init; }

    public required byte[] WaveIndex { get; init; }

    public required byte[] WaveLow { get; init; }

    public required byte[] WaveSpan { get; init; }

    public required ulong[] WaveValid { get; init; }

    /// <summary>Those of the first word.</summary>
    public required ulong FirstValid { get; init; }

    public required WordTest[] WordTests { get; init; }

    public required WideTest[] WideTests { get; init; }

    /// <summary>Tests of numbers that have many of them.</summary>
    public required TestRun[] Runs { get; init; }

    /// <summary>64 for each of <see cref="Runs"/>; those that are not there never hold.</summary>
    public required ushort[] RunLow { get; init; }

    /// <inheritdoc cref="RunLow"/>
    public required ushort[] RunSpan { get; init; }

    /// <summary>Those of each run that are there.</summary>
    public required ulong[] RunValid { get; init; }

    public required WindowTest[] Windows { get; init; }

    public required ProgramTest[] Programs { get; init; }

    /// <summary>The bit of each stated test.</summary>
    public required int[] TestBits { get; init; }

    /// <summary>Rules in blocks of eight; the entries of block b are those from <c>BlockStart[b]</c> to <c>BlockStart[b + 1]</c>.</summary>
    public required int[] BlockStart { get; init; }

    /// <summary>The word of tests that an entry speaks of.</summary>
    public required int[] EntryWord { get; init; }

    /// <summary>Eight masks for each entry: a rule fires when all its bits are set in all its entries.</summary>
    public required ulong[] Needs { get; init; }

    public required int FiredWords { get; init; }

    /// <summary>The bit of each stated rule.</summary>
    public required int[] RuleBits { get; init; }

    /// <summary>For each word of rules and each channel the rules that take it out.</summary>
    public required ulong[] RulesOfChannel { get; init; }

    public required FlagsOperation[] Flags { get; init; }

    public required LimitOperation[] Limits { get; init; }

    /// <summary>Tables for single decisions, small ones fused in pairs.</summary>
    public required TableOperation[] Tables { get; init; }

    /// <summary>The same, not fused.</summary>
    public required TableOperation[] ColumnTables { get; init; }

    public required BonusOperation[] Bonuses { get; init; }

    public required StepsOperation[] Steps { get; init; }

    public required RankOperation[] Ranks { get; init; }

    public required LinearOperation[] Linears { get; init; }

    public required ScaleOperation[] Scales { get; init; }

    /// <summary>Whether there are wide tests, ranks or scales, which many policies have not.</summary>
    public required bool HasMore { get; init; }

    /// <summary>All rows of points.</summary>
    public required int[] Points { get; init; }

    public required int[] Thresholds { get; init; }

    /// <summary>What every channel starts with.</summary>
    public required int[] Start { get; init; }

    /// <summary>The smallest and the largest score that any snapshot can have.</summary>
    public required (long Least, long Most) Bounds { get; init; }

    /// <summary>What single decisions read if the plan is small, made when it is first bound.</summary>
    public RowSheet? Sheet => _sheet ??= RowSheet.Fits(this) ? new RowSheet(this) : null;

    public bool IsSmall => Sheet is not null;

    /// <summary>Whether columns run on 16-bit lanes; if not, a block goes row by row through the other executor.</summary>
    public bool FitsColumns => Channels <= 8 && !HasMore && Programs.Length == 0 && Bounds.Least >= -short.MaxValue && Bounds.Most <= short.MaxValue
        && ColumnTables.All(t => t.Mask < 128)
        && Limits.All(l => l.Mask < 128 && l.Limit.Mask <= ushort.MaxValue && Points.AsSpan(l.Start, ((int)l.Mask + 1) * Stride).IndexOfAnyExceptInRange(int.MinValue, ushort.MaxValue) < 0)
        && Steps.All(s => s.Width == 1) && Linears.All(l => l.Width <= 2) && Windows.All(w => w.Period <= short.MaxValue && ((long)w.Turns + 1) * w.Period <= ushort.MaxValue);

    /// <summary>Folds in what is the same for all customers.</summary>
    /// <param name="context">The numbers of the context, by <see cref="PlanField.Offset"/>.</param>
    /// <param name="isa">The vector path, for tests; otherwise the best.</param>
    public BoundPlan Bind(ReadOnlySpan<long> context, PlanIsa? isa = null) => new(this, context, isa ?? PlanProcessor.Best);
}
