namespace OmniChannel.Tests.Policies.Compiled;

/// <summary>NBC-1's policy file, compiled, gives the published checksums on every executor that this machine has.</summary>
public sealed class NbcTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Paths()
    {
        var data = new TheoryData<string, string>();
        foreach (var isa in Enum.GetValues<PlanIsa>().Where(PlanProcessor.Has))
        {
            foreach (var executor in (string[])["rows", "rows, explained", "columns"])
            {
                data.Add(isa.ToString(), executor);
            }
        }

        return data;
    }

    public static TheoryData<string> Isas() => [.. Enum.GetValues<PlanIsa>().Where(PlanProcessor.Has).Select(isa => isa.ToString())];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Decide_EveryPairOfSeeds_GivesThePublishedChecksums(string isa, string executor)
    {
        foreach (var drawn in NbcSeeds.All)
        {
            var actual = $"{Check(drawn, NbcContext.A, Enum.Parse<PlanIsa>(isa), executor)} {Check(drawn, NbcContext.B, Enum.Parse<PlanIsa>(isa), executor)}";
            Assert.Equal(drawn.Published, actual);
        }

        output.WriteLine($"{NbcSeeds.All.Count} pairs of seeds, {NbcSeeds.All.Sum(s => s.Count)} customers in two contexts: {isa}, {executor}.");
    }

    /// <summary>The plan that expects no fact to be known.</summary>
    [Theory]
    [MemberData(nameof(Isas))]
    public void Decide_ByThePlanForAnybody_GivesThePublishedChecksums(string isa)
    {
        var drawn = NbcSeeds.All[0];
        foreach (var executor in (string[])["rows of anybody", "rows of anybody, explained"])
        {
            Assert.Equal(drawn.Published, $"{Check(drawn, NbcContext.A, Enum.Parse<PlanIsa>(isa), executor)} {Check(drawn, NbcContext.B, Enum.Parse<PlanIsa>(isa), executor)}");
        }
    }

    /// <summary>Nothing is left to the walker, and the vectors' fast ways are taken.</summary>
    [Fact]
    public void Compile_OfTheFile_SaysEveryRuleByOperations()
    {
        var twin = NbcSeeds.All[0].Nbc.Twin;

        foreach (var plan in (PolicyPlan[])[twin.Known, twin.Any])
        {
            Assert.Empty(plan.JudgedRules);
            Assert.Empty(plan.CountedRules);
            Assert.True(plan.Plan.IsSmall);
            var p = plan.Plan;
            output.WriteLine($"{p.Source.Tests.Count} tests ({p.WordTests.Length} of words, {p.WideTests.Length} wide, {p.Windows.Length} windows), {p.Source.Rules.Count} rules in {p.EntryWord.Length} blocks, {p.Flags.Length} flags, {p.Limits.Length} limits, {p.ColumnTables.Length} tables ({p.Tables.Length} fused), {p.Bonuses.Length} bonuses, {p.Steps.Sum(s => s.Count)} steps, {p.Linears.Length} linear, {p.Ranks.Length} ranks, {p.Scales.Length} scales; {p.ColumnBytes} bytes");
        }

        Assert.True(twin.Known.Plan.FitsColumns);
        Assert.DoesNotContain(Enumerable.Range(0, NbcSeeds.All[0].Count), i => NbcSeeds.All[0].Rows[i * twin.RowBytes] != 0);
    }

    private static uint Check(NbcSeeds drawn, NbcContext context, PlanIsa isa, string executor)
    {
        var bound = drawn.Nbc.Bind(context, isa);
        return executor switch
        {
            "columns" => Columns(drawn, bound),
            "rows" => Rows(drawn.Rows, drawn.Nbc.Twin.RowBytes, row => bound.Decide(row)),
            "rows, explained" => Rows(drawn.Rows, drawn.Nbc.Twin.RowBytes, Explained(bound.Known)),
            "rows of anybody" => Rows(drawn.AnyRows, bound.Any.Plan.RowBytes, row => bound.Any.Decide(row)),
            _ => Rows(drawn.AnyRows, bound.Any.Plan.RowBytes, Explained(bound.Any)),
        };
    }

    private static DecideRow Explained(BoundPlan bound) => new PlanTrace(bound).Decide;

    private static uint Rows(byte[] rows, int bytes, DecideRow decide)
    {
        var checksum = new NbcChecksum();
        for (var at = 0; at < rows.Length; at += bytes)
        {
            var choice = decide(rows.AsSpan(at, bytes));
            checksum.Add(choice.Channel, choice.Score);
        }

        return checksum.Value;
    }

    private static uint Columns(NbcSeeds drawn, BoundTwin bound)
    {
        var decider = new TwinColumns(bound);
        var checksum = new NbcChecksum();
        Span<short> channels = stackalloc short[ColumnBlock.Rows];
        Span<int> scores = stackalloc int[ColumnBlock.Rows];
        var block = new byte[TwinColumns.BytesOf(drawn.Nbc.Twin)];
        for (var from = 0; from < drawn.Count; from += ColumnBlock.Rows)
        {
            var some = Math.Min(drawn.Count - from, ColumnBlock.Rows);
            for (var i = 0; i < some; i++)
            {
                TwinColumns.Put(drawn.Nbc.Twin, block, i, drawn.Rows.AsSpan((from + i) * drawn.Nbc.Twin.RowBytes, drawn.Nbc.Twin.RowBytes));
            }

            decider.Decide(block, channels[..some], scores);
            for (var i = 0; i < some; i++)
            {
                checksum.Add(channels[i], scores[i]);
            }
        }

        return checksum.Value;
    }

    private delegate PlanChoice DecideRow(ReadOnlySpan<byte> row);
}
