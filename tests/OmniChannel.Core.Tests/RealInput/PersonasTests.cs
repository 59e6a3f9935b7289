namespace OmniChannel.Tests.RealInput;

/// <summary>64,000 real customers and 12,330 real sessions through personas: whom they match, what channels follow, and what personas the data themselves propose. The same on every run, and whichever order events came in.</summary>
public sealed class PersonasTests(ITestOutputHelper output)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string Approved { get; } = Repository.PathOf("tests", "OmniChannel.Core.Tests", "RealInput", "Personas.txt");

    /// <summary>Where other totals are meant: OMNICHANNEL_APPROVE=1, and read the difference.</summary>
    [Fact]
    public async Task Match_OfRealCustomers_GivesTheSameReport()
    {
        var lines = BuyersOfHillstrom.ReadAll(SharedFolders.RequireDataFile("hillstrom/hillstrom.csv"));
        var sessions = OnlineShoppers.ReadAll(SharedFolders.RequireDataFile("online_shoppers/online_shoppers_intention.csv"));
        Assert.Equal((64_000, 12_330), (lines.Count, sessions.Count));
        IReadOnlyList<RealBuyer> buyers = [.. lines.Select(BuyersOfHillstrom.Of)];
        IReadOnlyList<RealBuyer> visitors = [.. sessions.Select(OnlineShoppers.Of)];

        var report = PersonasOfRealInput.Report("Hillstrom", buyers, BuyersOfHillstrom.Personas, BuyersOfHillstrom.Now, late: false)
            + PersonasOfRealInput.Report("Online shoppers", visitors, OnlineShoppers.Personas, OnlineShoppers.Now, late: false);
        var late = PersonasOfRealInput.Report("Hillstrom", buyers, BuyersOfHillstrom.Personas, BuyersOfHillstrom.Now, late: true)
            + PersonasOfRealInput.Report("Online shoppers", visitors, OnlineShoppers.Personas, OnlineShoppers.Now, late: true);
        var proposed = $"{PersonaProposals.Seek(BuyersOfHillstrom.Columns(lines))}\n{PersonaProposals.Seek(OnlineShoppers.Columns(sessions))}\n";
        output.WriteLine(report + proposed);

        Assert.Equal(report, late);
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(Approved, report + proposed, Cancelled);
        }

        Assert.Equal(await File.ReadAllTextAsync(Approved, Cancelled), report + proposed);
    }
}
