namespace OmniChannel.Tests.RealInput;

/// <summary>12,330 real sessions and 64,000 real customers through the default funnel and one of their own each, with a report that is approved and counted again by hand.</summary>
public sealed class FunnelTests(ITestOutputHelper output)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Where other totals are meant: OMNICHANNEL_APPROVE=1, and read the difference.</summary>
    [Fact]
    public async Task Sessions_ThroughTheFunnels_GiveTheApprovedReport()
    {
        var rows = ShopperRow.ReadAll(SharedFolders.RequireDataFile("online_shoppers/online_shoppers_intention.csv"));
        Assert.Equal(12_330, rows.Count);
        var book = new FunnelBook([FunnelsOfTheFiles.Visit]);
        var now = new DateTimeOffset(2018, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var reports = Reports(book, rows, row => [.. FunnelsOfTheFiles.TouchpointsOf(row)], row => new PersonaId(row.Visitor), FunnelsOfTheFiles.CustomerOf, now);

        Assert.Equal(rows.Count(row => row.Bought), StageOf(reports[0], "loyalty").Here);
        Assert.Equal(rows.Count(row => row.CameNearAnOrder && !row.Bought), StageOf(reports[0], "conversion").Here);
        Assert.Equal(rows.Count, StageOf(reports[1], "here").Entered);
        Assert.Equal(rows.Count(row => row.ProductPages > 0), StageOf(reports[1], "choosing").Entered);
        Assert.Equal(rows.Count(row => row.CameNearAnOrder), StageOf(reports[1], "ordering").Entered);
        Assert.Equal(rows.Count(row => !row.Bought), reports[1].Moves.Where(move => move.Because == "left without buying").Sum(move => move.Times));
        Assert.Equal(rows.Where(row => row.Visitor == "Returning_Visitor").Count(row => row.Bought), StageOf(reports[1].ByPersona.Single(group => group.Name == "Returning_Visitor"), "bought").Here);
        Assert.Equal(rows.Count(row => row.Traffic == 2), reports[1].ByChannel.Single(group => group.Name == "traffic-02").Customers);
        await ApproveAsync("FunnelSessions.txt", reports);
    }

    [Fact]
    public async Task Customers_ThroughTheFunnels_GiveTheApprovedReport()
    {
        var rows = HillstromRow.ReadAll(SharedFolders.RequireDataFile("hillstrom/hillstrom.csv"));
        Assert.Equal(64_000, rows.Count);
        var book = new FunnelBook([FunnelsOfTheFiles.Keeping]);
        var now = FunnelsOfTheFiles.Mailing.AddDays(14);

        var reports = Reports(book, rows, row => [.. FunnelsOfTheFiles.TouchpointsOf(row)], row => new PersonaId((row.IsNew ? "new, " : "known, ") + row.Sent), FunnelsOfTheFiles.CustomerOf, now);

        // Counted again without a funnel: who bought last more than 180 days before now has lapsed, unless the experiment brought them back.
        var late = rows.Count(row => row.BoughtCents == 0 && FunnelsOfTheFiles.LastPurchaseOf(row).AddDays(180) <= now);
        var lapsedOnce = rows.Count(row => !row.IsNew || FunnelsOfTheFiles.LastPurchaseOf(row).AddDays(180) <= now);
        Assert.Equal(late, StageOf(reports[1], "lapsed").Here);
        Assert.True(StageOf(reports[1], "lapsed").Entered <= lapsedOnce);
        Assert.Equal(578, rows.Count(row => row.BoughtCents > 0));
        Assert.Equal(rows.Count, StageOf(reports[0], "loyalty").Here);
        Assert.Equal(rows.Count(row => row.BuysBy == "Phone"), reports[0].ByChannel.Single(group => group.Name == "call-centre").Customers);
        await ApproveAsync("FunnelCustomers.txt", reports);
    }

    private static FunnelReport[] Reports<TRow>(FunnelBook book, IReadOnlyList<TRow> rows, Func<TRow, Touchpoint[]> touchpoints, Func<TRow, PersonaId> persona, Func<TRow, CustomerId> customer, DateTimeOffset now)
    {
        var fold = new TouchpointFold(book);
        var inOrder = rows.Select(row => (Row: row, State: touchpoints(row).Aggregate(CustomerState.Unknown(customer(row)), fold.Apply))).ToList();
        var reports = ReportsOf(inOrder);

        // The same once more, everything recorded the other way round.
        var late = rows.Reverse().Select(row => (row, touchpoints(row).Reverse().Aggregate(CustomerState.Unknown(customer(row)), fold.Apply))).ToList();
        Assert.Equal(string.Concat<FunnelReport>(reports), string.Concat<FunnelReport>(ReportsOf(late)));
        return reports;

        FunnelReport[] ReportsOf(List<(TRow Row, CustomerState State)> states) =>
            [.. book.Machines.Select(machine => FunnelReport.Of(machine.Funnel, states.Select(one => FunnelTrail.Of(machine, one.State, now, persona(one.Row)))))];
    }

    private static StageFigures StageOf(FunnelReport report, string stage) => StageOf(report.Everybody, stage);

    private static StageFigures StageOf(FunnelGroup group, string stage) => group.Stages.Single(one => one.Stage.Name == stage);

    private async Task ApproveAsync(string name, FunnelReport[] reports)
    {
        var text = string.Join('\n', reports.Select(report => report.ToString()));
        output.WriteLine(text);
        var approved = Repository.PathOf("tests", "OmniChannel.Core.Tests", "RealInput", name);
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(approved, text, Cancelled);
        }

        Assert.Equal(await File.ReadAllTextAsync(approved, Cancelled), text);
    }
}
