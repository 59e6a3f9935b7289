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
        Assert.Equal("rows", executor);
        var bound = nbc.Plan.Bind(NbcPlan.Context(context), isa);
        var checksum = new NbcChecksum();
        var row = new byte[nbc.Plan.RowBytes];
        foreach (var customer in customers)
        {
            nbc.Pack(customer, row);
            var choice = bound.Decide(row);
            checksum.Add(choice.Channel, choice.Score);
        }

        return checksum.Value;
    }
}
