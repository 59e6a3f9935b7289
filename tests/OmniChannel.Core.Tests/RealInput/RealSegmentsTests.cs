using System.Text;

namespace OmniChannel.Tests.RealInput;

/// <summary>Real customers through some segments: by columns what it is one by one, and the same report on every run. Where other numbers are meant: OMNICHANNEL_APPROVE=1, and read the difference.</summary>
public sealed class RealSegmentsTests(ITestOutputHelper output)
{
    /// <summary>As a marketer would write them.</summary>
    private const string Shoppers =
        """
        {
          "version": 1,
          "segments": [
            { "id": "browsers", "name": "Looked at twenty products and more", "when": "custom.products >= 20" },
            { "id": "keen", "name": "Long with products that lead to purchases", "when": "segment.browsers && custom.productSeconds > 600 && custom.pageValue > 0" },
            { "id": "undecided", "name": "Keen, and did not buy", "when": "segment.keen && !customer.bought" },
            { "id": "glancers", "name": "New, and gone at once", "when": "customer.new && custom.bounce >= 100" },
            { "id": "autumn", "name": "In the run-up to the holidays, by the letters of the month", "when": "custom.month.startsWith('Nov') || custom.month in ['Oct', 'Dec']" },
            { "id": "weekenders", "name": "Back on a weekend of autumn, from the first regions", "when": "segment.autumn && custom.weekend && custom.region <= 3 && has(customer.new) && !customer.new" },
            { "id": "cold", "name": "A month away, and neither bought nor keen", "when": "customer.hoursSinceTouch >= 720 && !(segment.keen || customer.bought)" }
          ]
        }
        """;

    private static SegmentSet Hillstrom { get; } = SegmentSet.Of(
        Of("bigSpenders", "Spent 500 dollars in a year", Facts.Customer.Spent >= Money.Of(500, "USD")),
        Of("recent", "Bought within three months", Facts.Customer.HoursSincePurchase <= 90 * 24),
        Of("fading", "Bought half a year ago or earlier, and was good for it", Facts.Customer.HoursSincePurchase >= 180 * 24 & Facts.Customer.Spent >= Money.Of(200, "USD")),
        Of("callers", "Whose persona buys by telephone", Facts.Persona == new PersonaId("caller")),
        Of("curious", "On the site since, without a country that we know", Facts.Customer.HoursSinceTouch < 14 * 24 & !Facts.Customer.Country.IsKnown),
        Of("newOnline", "New, by the website or several ways", Facts.Customer.IsNew & Facts.Customer.PurchaseChannel.In(Channel.Website, new Channel("multichannel"))),
        Of("worthACall", "Spends, fades, and answers the telephone", Facts.InSegment(new("fading")) & (Facts.InSegment(new("callers")) | Facts.InSegment(new("bigSpenders"))) & !Facts.InSegment(new("recent"))));

    [Fact]
    public Task Report_Of64000Customers_IsTheSameOnEveryRun() => HoldAsync("HillstromSegments.txt", SegmentReport.Of(
        "hillstrom", Hillstrom, [.. HillstromRow.ReadAll(SharedFolders.RequireDataFile("hillstrom/hillstrom.csv")).Select(row => HillstromShop.StateOf(new HillstromCustomer(row)))], HillstromShop.Personas, HillstromWeek.Begin, HillstromShop.Policy));

    [Fact]
    public Task Report_Of12330Shoppers_IsTheSameOnEveryRun()
    {
        var segments = SegmentFile.Read(Encoding.UTF8.GetBytes(Shoppers), OnlineShopper.Schema);
        Assert.True(segments.IsRead, segments.ToString());
        return HoldAsync("ShopperSegments.txt", SegmentReport.Of(
            "online_shoppers", segments.Set, [.. OnlineShopper.ReadAll(SharedFolders.RequireDataFile("online_shoppers/online_shoppers_intention.csv")).Select(one => one.State())], [], OnlineShopper.Now, HillstromShop.Policy));
    }

    private static Segment Of(string id, string name, Condition when) => new() { Id = new(id), Name = name, When = when };

    private async Task HoldAsync(string file, string report)
    {
        output.WriteLine(report);
        var approved = Repository.PathOf("tests", "OmniChannel.Core.Tests", "RealInput", file);
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(approved, report + "\n", TestContext.Current.CancellationToken);
        }

        Assert.Equal((await File.ReadAllTextAsync(approved, TestContext.Current.CancellationToken)).TrimEnd(), report);
    }
}
