using System.Globalization;
using System.Text.Json;

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
        using var cases = JsonDocument.Parse(File.ReadAllText(SharedFolders.RequireCase("nbc.json")));
        foreach (var seeds in cases.RootElement.EnumerateArray())
        {
            var plan = new NbcPlan(new NbcTables(seeds.GetProperty("tables").GetUInt32()));
            var customers = NbcCustomer.Draw(seeds.GetProperty("customers").GetUInt32(), seeds.GetProperty("n").GetInt32());
            var actual = $"{Check(plan, NbcContext.A, customers, Enum.Parse<PlanIsa>(isa), executor)} {Check(plan, NbcContext.B, customers, Enum.Parse<PlanIsa>(isa), executor)}";
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{seeds.GetProperty("checksumA").GetUInt32()} {seeds.GetProperty("checksumB").GetUInt32()}"), actual);
        }
    }

    private static uint Check(NbcPlan nbc, NbcContext context, NbcCustomer[] customers, PlanIsa isa, string executor)
    {
        var bound = nbc.Plan.Bind(NbcPlan.Context(context), isa);
        return executor == "columns" ? Columns(nbc, bound, customers) : Rows(nbc, bound, customers, executor == "rows" ? null : new PlanTrace(nbc.Plan));
    }

    private static uint Rows(NbcPlan nbc, BoundPlan bound, NbcCustomer[] customers, PlanTrace? trace)
    {
        var checksum = new NbcChecksum();
        var row = new byte[nbc.Plan.RowBytes];
        foreach (var customer in customers)
        {
            nbc.Pack(customer, row);
            var choice = trace is null ? bound.Decide(row) : bound.Explain(row, trace);
            checksum.Add(choice.Channel, choice.Score);
        }

        return checksum.Value;
    }

    private static uint Columns(NbcPlan nbc, BoundPlan bound, NbcCustomer[] customers)
    {
        Assert.True(nbc.Plan.FitsColumns);
        var decider = new ColumnDecider(bound);
        var checksum = new NbcChecksum();
        var row = new byte[nbc.Plan.RowBytes];
        var block = new byte[ColumnBlock.BytesOf(nbc.Plan)];
        Span<short> channels = stackalloc short[ColumnBlock.Rows];
        Span<int> scores = stackalloc int[ColumnBlock.Rows];
        foreach (var some in customers.Chunk(ColumnBlock.Rows))
        {
            for (var i = 0; i < some.Length; i++)
            {
                nbc.Pack(some[i], row);
                ColumnBlock.Put(nbc.Plan, block, i, row);
            }

            decider.Decide(block, channels[..some.Length], scores);
            for (var i = 0; i < some.Length; i++)
            {
                checksum.Add(channels[i], scores[i]);
            }
        }

        return checksum.Value;
    }
}
