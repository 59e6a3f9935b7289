namespace OmniChannel.Tests.RealInput;

/// <summary>12,330 real sessions and 64,000 real customers through personas, funnel and segments: one approved report for each, the same on every run and in whichever order touchpoints came, and counted again by hand.</summary>
/// <remarks>Where other totals are meant: OMNICHANNEL_APPROVE=1, and read the difference.</remarks>
public sealed class WholeWayTests(ITestOutputHelper output)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static IReadOnlyList<ShopperRow> Sessions { get; } = ShopperRow.ReadAll(SharedFolders.RequireDataFile("online_shoppers/online_shoppers_intention.csv"));

    private static IReadOnlyList<HillstromRow> Customers { get; } = HillstromRow.ReadAll(SharedFolders.RequireDataFile("hillstrom/hillstrom.csv"));

    [Fact]
    public async Task Sessions_ThroughPersonasFunnelAndSegments_GiveTheApprovedReport()
    {
        Assert.Equal(12_330, Sessions.Count);
        var report = await HoldAsync("OnlineShoppers.txt", OnlineShoppers.Of(Sessions));

        Assert.Equal(Sessions.Count(row => row.Bought), StageOf(report.Funnels[0], "loyalty").Here);
        Assert.Equal(Sessions.Count(row => row.CameNearAnOrder && !row.Bought), StageOf(report.Funnels[0], "conversion").Here);
        Assert.Equal(Sessions.Count, StageOf(report.Funnels[1], "here").Entered);
        Assert.Equal(Sessions.Count(row => row.ProductPages > 0), StageOf(report.Funnels[1], "choosing").Entered);
        Assert.Equal(Sessions.Count(row => row.CameNearAnOrder), StageOf(report.Funnels[1], "ordering").Entered);
        Assert.Equal(Sessions.Count(row => !row.Bought), report.Funnels[1].Moves.Where(move => move.Because == "left without buying").Sum(move => move.Times));
        Assert.Equal(Sessions.Count(row => row.Traffic == 2), report.Funnels[1].ByChannel.Single(group => group.Name == "traffic-02").Customers);
        Assert.Equal(Sessions.Count, report.Funnels[0].ByPersona.Sum(group => group.Customers));
    }

    [Fact]
    public async Task Customers_ThroughPersonasFunnelAndSegments_GiveTheApprovedReport()
    {
        Assert.Equal(64_000, Customers.Count);
        var report = await HoldAsync("Hillstrom.txt", BuyersOfHillstrom.Of(Customers));

        // Counted again without a funnel: who bought last more than 180 days before now has lapsed, unless the experiment brought them back.
        Assert.Equal(Customers.Count(row => row.BoughtCents == 0 && HasLapsed(row)), StageOf(report.Funnels[1], "lapsed").Here);
        Assert.True(StageOf(report.Funnels[1], "lapsed").Entered <= Customers.Count(row => !row.IsNew || HasLapsed(row)));
        Assert.Equal(578, Customers.Count(row => row.BoughtCents > 0));
        Assert.Equal(Customers.Count, StageOf(report.Funnels[0], "loyalty").Here);
        Assert.Equal(Customers.Count(row => row.BuysBy == "Phone"), report.Funnels[0].ByChannel.Single(group => group.Name == "call-centre").Customers);
        Assert.Equal(Customers.Count, report.Funnels[0].ByPersona.Sum(group => group.Customers));
    }

    [Fact]
    public async Task Personas_SoughtInBoth_AreTheApprovedProposals() => await ApproveAsync(
        "Proposals.txt", $"{PersonaProposals.Seek(OnlineShoppers.Of(Sessions).Columns)}\n{PersonaProposals.Seek(BuyersOfHillstrom.Of(Customers).Columns)}\n");

    private static bool HasLapsed(HillstromRow row) => BuyersOfHillstrom.LastPurchaseOf(row).AddDays(180) <= BuyersOfHillstrom.Now;

    private static StageFigures StageOf(FunnelReport report, string stage) => report.Everybody.Stages.Single(one => one.Stage.Name == stage);

    private async Task<WholeWay> HoldAsync(string file, RealBuyers buyers)
    {
        var report = new WholeWay(buyers, late: false);
        var text = report.ToString();
        Assert.Equal(text, new WholeWay(buyers, late: true).ToString());
        await ApproveAsync(file, text);
        return report;
    }

    private async Task ApproveAsync(string file, string text)
    {
        output.WriteLine(text);
        var approved = Repository.PathOf("tests", "OmniChannel.Core.Tests", "RealInput", file);
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(approved, text, Cancelled);
        }

        Assert.Equal(await File.ReadAllTextAsync(approved, Cancelled), text);
    }
}
