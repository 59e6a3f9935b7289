namespace OmniChannel.Tests.RealInput;

/// <summary>64,000 real customers through one week: personas, consent, rules, quiet hours over a change of clocks, caps, a budget, an account that is down.</summary>
public sealed class HillstromTests(ITestOutputHelper output)
{
    /// <summary>Enough for 1,714 text messages; ten times as many would be sent without.</summary>
    private const long Budget = 120_00;

    private static readonly Lazy<IReadOnlyList<HillstromCustomer>> Everybody =
        new(() => [.. HillstromRow.ReadAll(SharedFolders.RequireDataFile("hillstrom/hillstrom.csv")).Select(row => new HillstromCustomer(row))]);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static IReadOnlyList<HillstromCustomer> OneOf(int many) => [.. Everybody.Value.Where(c => c.Row.Number % many == 0)];

    private static string Approved { get; } = Repository.PathOf("tests", "OmniChannel.Core.Tests", "RealInput", "HillstromWeek.txt");

    /// <summary>By router and fold alone, since a quarter of a million stored steps would take minutes; the runtime is held to the same, message by message, below. Where other totals are meant: OMNICHANNEL_APPROVE=1, and read the difference.</summary>
    [Fact]
    public async Task Week_Of64000RealCustomers_BreaksNoGateAndGivesTheSameTotals()
    {
        var customers = Everybody.Value;
        Assert.Equal(64_000, customers.Count);
        var log = new RouterWeek(customers, Budget, pushIsDown: true).Run(Cancelled);
        var summary = log.Summary();
        output.WriteLine(summary);

        Assert.Empty(new WeekChecker(customers, Budget, pushIsDown: true).Violations(log.Sent));
        Assert.Equal(HillstromWeek.EventsOf(customers).Count(e => e.Request is not null), log["asked"]);
        Assert.Equal(64_000, log["customers decided"]);
        Assert.All(Enum.GetValues<Gate>(), gate => Assert.Contains(log.Counted, what => what.Contains($" shut by {gate},", StringComparison.Ordinal)));
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(Approved, summary + "\n", Cancelled);
        }

        Assert.Equal((await File.ReadAllTextAsync(Approved, Cancelled)).TrimEnd(), summary);
    }

    [Fact]
    public void Week_RunTwice_IsTheSameMessageByMessage()
    {
        var customers = OneOf(25);
        var (first, second) = (new RouterWeek(customers, 500, pushIsDown: true).Run(Cancelled), new RouterWeek(customers, 500, pushIsDown: true).Run(Cancelled));
        Assert.Equal(first.Lines(), second.Lines());
        Assert.Equal(first.Summary(), second.Summary());
    }

    /// <summary>One in sixty-four, since the runtime also stores everything and its reasons in words, about a millisecond each: the same messages at the same instants as by router and fold, and no gate broken.</summary>
    [Fact]
    public async Task Week_ThroughTheRuntime_IsTheWeekOfTheRouterMessageByMessage()
    {
        var customers = OneOf(64);
        var expected = new RouterWeek(customers, 3_00, pushIsDown: false).Run(Cancelled);
        var found = await new RuntimeWeek(customers, 3_00).RunAsync(Cancelled);

        Assert.Equal(expected.Lines(), found.Lines());
        Assert.All(found.Counted, what => Assert.Equal((what, expected[what]), (what, found[what])));
        Assert.Empty(new WeekChecker(customers, 3_00, pushIsDown: false).Violations(found.Sent));
        output.WriteLine($"{customers.Count} customers, {found["asked"]} messages asked for, {found.Sent.Count} sent, {expected["sms shut by Budget, budget.exceeded"]} times no budget left");
    }
}
