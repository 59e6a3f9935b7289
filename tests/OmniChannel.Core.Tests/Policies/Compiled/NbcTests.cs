namespace OmniChannel.Tests.Policies.Compiled;

/// <summary>NBC-1 on every executor that this machine has gives the published checksums.</summary>
public sealed class NbcTests
{
    public static TheoryData<string, string> Paths()
    {
        var data = new TheoryData<string, string>();
        foreach (var isa in Enum.GetValues<PlanIsa>().Where(PlanProcessor.Has))
        {
            data.Add(isa.ToString(), "rows");
            data.Add(isa.ToString(), "rows, explained");
            data.Add(isa.ToString(), "columns");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Decide_EveryPairOfSeeds_GivesThePublishedChecksums(string isa, string executor)
    {
        foreach (var drawn in NbcSeeds.All)
        {
            var actual = $"{Check(drawn, NbcContext.A, Enum.Parse<PlanIsa>(isa), executor)} {Check(drawn, NbcContext.B, Enum.Parse<PlanIsa>(isa), executor)}";
            Assert.Equal(drawn.Published, actual);
        }
    }

    private static uint Check(NbcSeeds drawn, NbcContext context, PlanIsa isa, string executor)
    {
        var bound = drawn.Nbc.Plan.Bind(NbcPlan.Context(context), isa);
        return executor == "columns" ? Columns(drawn, bound) : Rows(drawn, bound, executor == "rows" ? null : new PlanTrace(drawn.Nbc.Plan));
    }

    private static uint Rows(NbcSeeds drawn, BoundPlan bound, PlanTrace? trace)
    {
        var checksum = new NbcChecksum();
        var bytes = bound.Plan.RowBytes;
        for (var at = 0; at < drawn.Rows.Length; at += bytes)
        {
            var row = drawn.Rows.AsSpan(at, bytes);
            var choice = trace is null ? bound.Decide(row) : bound.Explain(row, trace);
            checksum.Add(choice.Channel, choice.Score);
        }

        return checksum.Value;
    }

    private static uint Columns(NbcSeeds drawn, BoundPlan bound)
    {
        Assert.True(bound.Plan.FitsColumns);
        var decider = new ColumnDecider(bound);
        var checksum = new NbcChecksum();
        Span<short> channels = stackalloc short[ColumnBlock.Rows];
        Span<int> scores = stackalloc int[ColumnBlock.Rows];
        var bytes = ColumnBlock.BytesOf(bound.Plan);
        var left = drawn.Count;
        for (var at = 0; left > 0; at += bytes, left -= ColumnBlock.Rows)
        {
            var some = Math.Min(left, ColumnBlock.Rows);
            decider.Decide(drawn.Blocks.AsSpan(at, bytes), channels[..some], scores);
            for (var i = 0; i < some; i++)
            {
                checksum.Add(channels[i], scores[i]);
            }
        }

        return checksum.Value;
    }
}
