using System.Text;

namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/segments.md shows.</summary>
public sealed class SegmentSamples
{
    private static readonly CampaignId Spring = new("spring");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Segments_OfThePage_AreAskedAndSent()
    {
        #region Define
        SegmentId bigSpenders = new("bigSpenders");
        SegmentId lapsed = new("lapsed");

        Segment[] segments =
        [
            new() { Id = bigSpenders, Name = "Spent 350 euros", When = Facts.Customer.Spent >= Money.Of(350, "EUR") },
            new() { Id = lapsed, Name = "Bought, and not for half a year", When = Facts.Customer.HasBought & Facts.Customer.HoursSincePurchase >= 24 * 182 },
            new() { Id = new("worthACall"), Name = "Worth a call", When = Facts.InSegment(bigSpenders) & Facts.InSegment(lapsed) & !(Facts.Customer.Country == "US") },
        ];
        #endregion

        var setup = new OmniChannelSetup();
        Array.ForEach(segments, setup.Segments.Add); // in a host: builder.AddSegments(segments)
        setup.Adapters.Add(new OmniChannel.Testing.RecordingChannel(Channel.Sms));
        setup.Campaigns.Add(new Campaign { Id = Spring, Name = "Spring", Variants = [new Variant { Channel = Channel.Sms, Text = "It is spring." }] });
        await using var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Stop);
        var anna = new CustomerId("anna");
        await runtime.SaveAsync(new CustomerProfile { Id = anna, Country = "DE", Spent = Money.Of(400, "EUR") }, Stop);

        #region Ask
        var of = await runtime.Segments.OfAsync(anna, Stop);             // bigSpenders, since …
        var why = await runtime.Segments.ExplainAsync(anna, new SegmentId("worthACall"), Stop);
        Console.WriteLine(why); // every part: true, false, or missing, and what was found
        #endregion

        Assert.Equal(bigSpenders, Assert.Single(of).Segment);
        Assert.Contains("customer.hoursSincePurchase >= 4368: missing (customer.hoursSincePurchase is not known)", why.ToString(), StringComparison.Ordinal);

        #region All
        var table = await runtime.Segments.LoadAsync([Facts.Customer.Spent, Facts.Customer.Country, Facts.Customer.Age], Stop);
        var young = runtime.Segments.All.Select(Facts.InSegment(bigSpenders) & Facts.Customer.Age < 30, table);
        Console.WriteLine(young.Size); // "0 of 1 customers, counted"

        var about = await runtime.Segments.EstimateAsync(Facts.InSegment(lapsed), new SegmentSample { Size = 2_000 }, Stop);
        Console.WriteLine(about);      // of many: "about 12,400 of 100,000 customers (11,020 to 13,930 at 95 %, from a sample of 2,000)"
        #endregion

        Assert.Equal("0 of 1 customers, counted", young.Size.ToString());
        Assert.True(about.IsExact);

        #region Freeze
        var list = await runtime.Segments.FreezeAsync(bigSpenders, new FrozenSegmentId("spring2026"), Stop);
        Console.WriteLine($"{list.Count} customers, {list.Hash}");
        #endregion

        Assert.Equal(1, list.Count);

        #region Audience
        var audience = new Audience
        {
            Name = "Spring, for those who spend and have not left",
            When = Facts.InFrozen(new FrozenSegmentId("spring2026")) & !Facts.InSegment(lapsed) & Facts.Stage != FunnelStage.Advocacy,
        };
        await foreach (var customer in runtime.Audiences.ReadAsync(audience, after: null, Stop))
        {
            Console.WriteLine(customer); // in a stable order; pass the last one as "after" to go on from there
        }
        #endregion

        #region Send
        var report = await runtime.Audiences.SendAsync(audience, new Message { Campaign = Spring, Purpose = Purpose.Marketing }, cancellationToken: Stop);
        Console.WriteLine(report); // looked at, held out, queued, deferred; skipped and refused by reason
        #endregion

        Assert.Equal(1, report.Looked);
        Assert.Equal(1, report.Skipped.Values.Sum() + report.HeldOut);
    }

    [Fact]
    public void Segments_OfTheFile_AreRead()
    {
        var json = Encoding.UTF8.GetBytes("""{ "version": 1, "segments": [{ "id": "lapsed", "name": "Lapsed", "when": "customer.bougt" }] }""");

        #region File
        var read = SegmentFile.Read(json); // pass your FactSchema to ask facts of your own
        if (!read.IsRead)
        {
            Console.WriteLine(read); // every problem with line and column
        }
        #endregion

        Assert.Equal(1, Assert.Single(read.Diagnostics).Line);
    }
}
