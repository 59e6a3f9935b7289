using System.Numerics;

namespace OmniChannel;

/// <summary>What single decisions of a small plan read on a processor without vectors. Each tested byte of a snapshot selects a word of the rules that it leaves standing, and what stands after all of them fires. Points are added four channels to a word, each lifted to begin at 0, so that no sum carries into its neighbour. Immutable.</summary>
internal sealed class ScalarSheet
{
    /// <summary>Words from one byte's table of <see cref="Leaves"/> to the next, and numbers from one channel's to the next in <see cref="LanePoints"/>: one line of the cache more than 256, for low values are frequent, and at a distance of a power of two their lines would drive each other out.</summary>
    public const int LeafStride = Values + 8, LaneStride = Values + 32;

    private const int Values = byte.MaxValue + 1;
    private readonly List<ulong> _rows = [];
    private readonly int[] _base;

    public ScalarSheet(BoundPlan bound)
    {
        var plan = bound.Plan;
        var rules = SheetRules.Of(plan);
        _base = [.. bound.Start];

        ulong Lacking(ulong tests) => rules.Select((r, i) => (r.Needs & tests) != 0 ? 1UL << i : 0).Aggregate(0UL, (all, r) => all | r);

        Words = [.. plan.WordTests.Select(t => t with { Bit = Lacking(t.Bit) })];
        Windows = [.. plan.Windows.Where(w => !w.IsLost(bound.Context)).Select(w => w.At(bound.Context) with { Bit = Lacking(w.Bit) })];
        Wides = [.. plan.WideTests.Select(t => t with { Bit = Lacking(t.Bit) })];
        var ofRow = plan.WaveValid[0] | plan.WordTests.Aggregate(0UL, (all, t) => all | t.Bit) | plan.Windows.Aggregate(0UL, (all, w) => all | w.Bit) | plan.WideTests.Aggregate(0UL, (all, t) => all | t.Bit);
        Standing = rules.Length == 0 ? 0 : ulong.MaxValue >> (64 - rules.Length) & ~Lacking(~(ofRow | bound.Tests[0]));
        var places = Bits(plan.WaveValid[0]).GroupBy(lane => (lane & 48) + plan.WaveIndex[lane]).ToArray();
        Bytes = [.. places.Select(p => (nint)p.Key), .. new nint[-places.Length & 3]];
        Leaves = [.. places.SelectMany(place => Enumerable.Range(0, LeafStride).Select(value => ~Lacking(place.Where(lane => (byte)(value - plan.WaveLow[lane]) > plan.WaveSpan[lane]).Aggregate(0UL, (all, lane) => all | (1UL << lane))))), .. Enumerable.Repeat(ulong.MaxValue, (-places.Length & 3) * LeafStride)];
        GivesBytes = (rules.Length + 7) / 8;
        Gives = [.. Enumerable.Range(0, GivesBytes).SelectMany(b => Enumerable.Range(0, Values).Select(value => rules.Skip(b * 8).Take(8).Where((_, i) => (value >> i & 1) != 0).Aggregate(0UL, (all, r) => all | r.Gives)))];
        Tables = [.. FusedTable.Of(plan).Select(Table)];
        Bonuses = [.. SheetRules.BonusRows(plan).Select((rows, i) => new BonusOperation(0, SheetRules.FirstBonus + (4 * i), Put(rows, 16)))];
        Lanes = [.. plan.Steps.Select(s => s.Offset).Concat(plan.Linears.Select(l => l.Offset)).Distinct().Select((offset, i) => (offset, (nint)i * 8 * LaneStride))];
        LanePoints = [.. Lanes.SelectMany(lane => Enumerable.Range(0, 8).SelectMany(c => Enumerable.Range(0, LaneStride).Select(value => unchecked((short)OfLane(plan, lane.Offset, c, value)))))];
        Limits = plan.Limits;
        Rows = [.. _rows];
        Base = [.. _base];
    }

    /// <summary>Whether a small plan has nothing that these tables cannot say.</summary>
    public static bool Fits(DecisionPlan plan) => plan.Ranks.Length == 0 && plan.Scales.Length == 0 && SheetRules.Of(plan).Length <= SheetRules.MostRules;

    /// <summary>The rules that the context leaves standing.</summary>
    public ulong Standing { get; }

    /// <summary>Where the tested bytes are, filled up to fours with some that leave all standing.</summary>
    public nint[] Bytes { get; }

    /// <summary>For each of them what each of its 256 values leaves standing.</summary>
    public ulong[] Leaves { get; }

    /// <summary>Tests whose bits are the rules that need them.</summary>
    public WordTest[] Words { get; }

    /// <inheritdoc cref="Words"/>
    public WideTest[] Wides { get; }

    /// <inheritdoc cref="Words"/>
    public WindowTest[] Windows { get; }

    /// <summary>What eight rules give, for each outcome of them.</summary>
    public ulong[] Gives { get; }

    public int GivesBytes { get; }

    public ScalarTable[] Tables { get; }

    public BonusOperation[] Bonuses { get; }

    /// <summary>Two words of points for each row.</summary>
    public ulong[] Rows { get; }

    /// <summary>Where the numbers of eight channels are, and where their points for each of 256 values begin in <see cref="LanePoints"/>.</summary>
    public (nint Offset, nint Start)[] Lanes { get; }

    /// <summary>Their low 16 bits, which suffice: the points of a small plan fit them.</summary>
    public short[] LanePoints { get; }

    public LimitOperation[] Limits { get; }

    /// <summary>What each channel starts with, and what its rows were lifted by.</summary>
    public int[] Base { get; }

    private ScalarTable Table(FusedTable table)
    {
        var (keys, steps) = (table.Keys, table.Steps);
        return new(
            keys[0], keys[Math.Min(1, keys.Length - 1)], keys[Math.Min(2, keys.Length - 1)], keys[^1],
            steps[0], keys.Length > 1 ? steps[1] : 0, keys.Length > 2 ? steps[2] : 0, keys.Length > 3 ? steps[3] : 0, table.Mask, Put(table.Rows, table.Mask + 1));
    }

    private nint Put(int[][] rows, int count)
    {
        var start = _rows.Count;
        var least = Enumerable.Range(0, 8).Select(c => rows.Min(row => row[c])).ToArray();
        foreach (var row in rows)
        {
            _rows.Add(Four(row, least, 0));
            _rows.Add(Four(row, least, 4));
        }

        _rows.AddRange(new ulong[(count - rows.Length) * 2]);
        for (var c = 0; c < 8; c++)
        {
            _base[c] += least[c];
        }

        return start;
    }

    private static ulong Four(int[] row, int[] least, int from) => Enumerable.Range(0, 4).Aggregate(0UL, (four, i) => four | ((ulong)(row[from + i] - least[from + i]) << (16 * i)));

    private static int OfLane(DecisionPlan plan, nint offset, int channel, int number) =>
        plan.Linears.Where(l => l.Offset == offset).Sum(l => plan.Points[(int)l.Start + channel] * number)
        + plan.Steps.Where(s => s.Offset == offset).Sum(s => Enumerable.Range(0, s.Count).Where(t => number > plan.Thresholds[(int)s.Thresholds + t]).Sum(t => plan.Points[(int)s.Start + (t * plan.Stride) + channel]));

    private static IEnumerable<int> Bits(ulong bits)
    {
        for (; bits != 0; bits &= bits - 1)
        {
            yield return BitOperations.TrailingZeroCount(bits);
        }
    }
}

/// <summary>A fused table: four keys, what one step of each is worth in rows, a mask that keeps any row inside, and where the rows begin.</summary>
internal readonly record struct ScalarTable(nint Key0, nint Key1, nint Key2, nint Key3, int Step0, int Step1, int Step2, int Step3, int Mask, nint Start);
