namespace OmniChannel;

/// <summary>Gives every test its bit: byte tests in the lane of their quarter, all others in lanes that are left.</summary>
internal sealed class TestCompiler(PlanBuilder source)
{
    private readonly List<int[]> _used = [];

    public int Words => WaveBlock.Count;

    public List<int> WaveBlock { get; } = [];

    public List<byte> WaveIndex { get; } = [];

    public List<byte> WaveLow { get; } = [];

    public List<byte> WaveSpan { get; } = [];

    public List<ulong> WaveValid { get; } = [];

    /// <summary>Tests of one number that are worth a word of their own.</summary>
    private const int FewestOfRun = 24;

    public List<TestRun> Runs { get; } = [];

    public List<ushort> RunLow { get; } = [];

    public List<ushort> RunSpan { get; } = [];

    public List<WordTest> Word { get; } = [];

    public List<WideTest> Wide { get; } = [];

    public List<WindowTest> Windows { get; } = [];

    public List<ProgramTest> Programs { get; } = [];

    public int[] Bits { get; } = new int[source.Tests.Count];

    public void Compile()
    {
        var runs = Runs64();
        for (var t = 0; t < Bits.Length; t++)
        {
            if (!runs.Contains(t) && source.Tests[t] is PlanTest.Range { Field: { Width: 1, Scope: PlanScope.Row, IsFlags: false } } range)
            {
                Bits[t] = Wave(range);
            }
        }

        for (var t = 0; t < Bits.Length; t++)
        {
            var test = source.Tests[t];
            if (runs.Contains(t) || test is PlanTest.Range { Field: { Width: 1, Scope: PlanScope.Row, IsFlags: false } })
            {
                continue;
            }

            var bit = Bits[t] = Lane();
            var (word, mask) = (bit >> 6, 1UL << (bit & 63));
            switch (test)
            {
                case PlanTest.Range { Field: { Scope: PlanScope.Row, Width: 2 } } range:
                    Word.Add(new(range.Field.OffsetOf(range.Channel), (ushort)range.Low, (int)range.Span, word, mask));
                    break;
                case PlanTest.Range { Field.Scope: PlanScope.Row } range:
                    Wide.Add(new(PlanSlot.Of(range.Field, range.Channel), range.Low, range.Span, word, mask));
                    break;
                case PlanTest.Window window:
                    Windows.Add(Of(window, word, mask));
                    break;
                case PlanTest.Program program:
                    Programs.Add(new([.. program.Steps.Select(s => s.Code == PlanCode.Test ? s with { Left = Bits[s.Left] } : s)], word, mask));
                    break;
                default:
                    break;
            }
        }

        if (Words == 0)
        {
            NewWord(-1);
        }
    }

    /// <summary>Puts the tests of numbers that have many into words of their own, ahead of all others. A lane of a wave reads from its own quarter alone, so that many tests of one number would leave most of a wave idle.</summary>
    private HashSet<int> Runs64()
    {
        var placed = new HashSet<int>();
        var ofNumbers = Enumerable.Range(0, Bits.Length)
            .Where(t => source.Tests[t] is PlanTest.Range { Field: { Width: <= 2, Scope: PlanScope.Row, IsFlags: false } })
            .GroupBy(t => ((PlanTest.Range)source.Tests[t]).Field.OffsetOf(((PlanTest.Range)source.Tests[t]).Channel))
            .Where(tests => tests.Count() >= FewestOfRun);
        foreach (var run in ofNumbers.SelectMany(tests => tests.Chunk(64)).Where(run => run.Length >= FewestOfRun))
        {
            var field = ((PlanTest.Range)source.Tests[run[0]]).Field;
            NewWord(-1);
            _used[^1].AsSpan().Fill(16);
            Runs.Add(new(field.OffsetOf(((PlanTest.Range)source.Tests[run[0]]).Channel), field.Width, Words - 1, run.Length, RunLow.Count));
            for (var i = 0; i < 64; i++)
            {
                var range = i < run.Length ? (PlanTest.Range)source.Tests[run[i]] : null;
                RunLow.Add((ushort)(range?.Low ?? 0));
                RunSpan.Add((ushort)(range is null ? 0 : field.Width == 1 && range.Low + range.Span > byte.MaxValue ? range.Span + ushort.MaxValue - byte.MaxValue : range.Span));
                if (range is not null)
                {
                    Bits[run[i]] = ((Words - 1) * 64) + i;
                    placed.Add(run[i]);
                }
            }
        }

        return placed;
    }

    private int Wave(PlanTest.Range range)
    {
        var offset = range.Field.OffsetOf(range.Channel);
        var (block, quarter) = (offset / 64, offset % 64 / 16);
        var word = 0;
        while (word < Words && (WaveBlock[word] != block || _used[word][quarter] == 16))
        {
            word++;
        }

        if (word == Words)
        {
            NewWord(block);
        }

        var lane = (quarter * 16) + _used[word][quarter]++;
        var at = (word * 64) + lane;
        (WaveIndex[at], WaveLow[at], WaveSpan[at]) = ((byte)(offset % 16), (byte)range.Low, (byte)range.Span);
        WaveValid[word] |= 1UL << lane;
        return at;
    }

    private int Lane()
    {
        for (var word = 0; word < Words; word++)
        {
            for (var quarter = 3; quarter >= 0; quarter--)
            {
                if (_used[word][quarter] < 16)
                {
                    return (word * 64) + (quarter * 16) + _used[word][quarter]++;
                }
            }
        }

        NewWord(-1);
        return ((Words - 1) * 64) + (3 * 16) + _used[^1][3]++;
    }

    private void NewWord(int block)
    {
        WaveBlock.Add(block);
        WaveValid.Add(0);
        _used.Add(new int[4]);
        for (var i = 0; i < 64; i++)
        {
            WaveIndex.Add(0);
            WaveLow.Add(0);
            WaveSpan.Add(0);
        }
    }

    private static WindowTest Of(PlanTest.Window window, int word, ulong bit)
    {
        // Stored numbers are distances from the smallest value; the context gives values.
        var (now, shift, from, to, period) = window;
        var ofRow = now.Scope == PlanScope.Row;
        var turns = Up(now.Min + shift.Min - from.Max, period);
        var most = now.Max + shift.Max - from.Min + (turns * period);
        if (most > WindowTest.MostSum || period is < 1 or > WindowTest.MostPeriod)
        {
            throw new PlanException($"The window from {from.Name} to {to.Name} reaches {most} in periods of {period}; expected at most {WindowTest.MostSum} and {WindowTest.MostPeriod}.");
        }

        return new(
            ofRow ? now.Offset : 0, shift.Offset, from.Offset, to.Offset,
            (int)((ofRow ? now.Min : 0) + shift.Min - from.Min + (turns * period)), (int)(to.Min - from.Min), period, word, bit)
        { ContextNow = ofRow ? -1 : now.Offset, Turns = (int)(most / period) };
    }

    private static long Up(long least, long period) => least >= 0 ? 0 : (-least + period - 1) / period;
}
