using System.Text;

namespace OmniChannel.Tests.RealInput;

/// <summary>12,330 real sessions of a shop over a year (Sakar and others, 2018), each a customer of their own: pages by kind, how they came, whether they bought; and the personas, the funnel and the segments of the shop.</summary>
internal static class OnlineShoppers
{
    public static readonly DateTimeOffset Now = new(2018, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly TouchpointType ProductViewed = new("product.viewed");
    public static readonly TouchpointType OrderBegun = new("order.begun");

    private static readonly OrderedFact<int> Products = Facts.Custom.Number("products", "Pages of products seen.", 0, 10_000);
    private static readonly OrderedFact<int> ProductSeconds = Facts.Custom.Number("productSeconds", "Seconds spent on them.", 0, 1_000_000, unit: "seconds");
    private static readonly OrderedFact<int> OtherPages = Facts.Custom.Number("otherPages", "Pages of the account and of information seen.", 0, 10_000);
    private static readonly OrderedFact<int> Minutes = Facts.Custom.Number("minutes", "Minutes on all pages.", 0, 100_000);
    private static readonly OrderedFact<int> Bounce = Facts.Custom.Rate("bounce", "Of a thousand who began on these pages, how many left at once.");
    private static readonly OrderedFact<int> PageValue = Facts.Custom.Number("pageValue", "What the pages that were seen usually lead to, in cents.", 0, 100_000);
    private static readonly FlagFact Weekend = Facts.Custom.Flag("weekend", "Whether it was on a weekend.");
    private static readonly TextFact Visitor = Facts.Custom.Text("visitor", "New or returning.");
    private static readonly OrderedFact<int> Region = Facts.Custom.Number("region", "The region, as the file numbers it.", 1, 9);

    /// <summary>A visit: leaving without buying is an event, and goes back.</summary>
    private static readonly Funnel Visit = new()
    {
        Id = new("visit"),
        EnteredBy = [TouchpointType.SiteVisited],
        Stages = [Stage("away"), Stage("here"), Stage("choosing"), Stage("ordering"), Stage("bought")],
        Transitions =
        [
            new() { From = [new("away")], To = new("here"), On = [TouchpointType.SiteVisited] },
            new() { From = [new("here")], To = new("choosing"), On = [ProductViewed] },
            new() { From = [new("here"), new("choosing")], To = new("ordering"), On = [OrderBegun] },
            new() { From = [new("here"), new("choosing"), new("ordering")], To = new("bought"), On = [TouchpointType.Purchased] },
            new() { From = [new("here"), new("choosing"), new("ordering")], To = new("away"), On = [TouchpointType.SiteLeft], IsRegression = true, Because = "left without buying" },
        ],
    };

    /// <summary>As a marketer would write them.</summary>
    private const string Segments =
        """
        {
          "version": 1,
          "segments": [
            { "id": "browsers", "name": "Looked at twenty products and more", "when": "custom.products >= 20" },
            { "id": "keen", "name": "Long with products that lead to purchases", "when": "segment.browsers && custom.productSeconds > 600 && custom.pageValue > 0" },
            { "id": "undecided", "name": "Keen, and left before the order", "when": "segment.keen && customer.stage == 'conversion'" },
            { "id": "glancers", "name": "New, and gone at once", "when": "customer.new && custom.bounce >= 100" },
            { "id": "weekenders", "name": "Back on a weekend, from the first regions", "when": "custom.weekend && custom.region <= 3 && custom.visitor.startsWith('Ret')" },
            { "id": "hunters", "name": "Hunt products, and have not bought", "when": "customer.persona == 'hunter' && custom.visitStage != 'bought'" },
            { "id": "cold", "name": "A month away, and neither bought nor keen", "when": "customer.hoursSinceTouch >= 720 && !(segment.keen || customer.bought)" }
          ]
        }
        """;

    public static RealBuyers Of(IReadOnlyList<ShopperRow> rows)
    {
        var read = SegmentFile.Read(Encoding.UTF8.GetBytes(Segments), FactSchema.BuiltIn.With(Products, ProductSeconds, OtherPages, Minutes, Bounce, PageValue, Weekend, Visitor, Region, Visit.StageFact));
        Assert.True(read.IsRead, read.ToString());
        return new()
        {
            Title = "Online shoppers",
            Buyers = [.. rows.Select(row => new RealBuyer(ProfileOf(row), [.. TouchpointsOf(row)]))],
            Personas = Personas,
            Funnel = Visit,
            Segments = read.Set,
            Columns =
            [
                PersonaColumn.Number(Products, [.. rows.Select(row => (int?)row.ProductPages)]),
                PersonaColumn.Number(OtherPages, [.. rows.Select(row => (int?)(row.AccountPages + row.InformationPages))]),
                PersonaColumn.Number(Minutes, [.. rows.Select(row => (int?)row.Duration.TotalMinutes)]),
                PersonaColumn.Flag(Weekend, [.. rows.Select(row => (bool?)row.IsWeekend)]),
                PersonaColumn.Text(Visitor, [.. rows.Select(row => row.Visitor)]),
            ],
            Now = Now,
        };
    }

    private static Persona[] Personas =>
    [
        new()
        {
            Id = new("comes-back"),
            Name = "Comes back",
            When = Visitor == "Returning_Visitor" & Products >= 50,
            Channels = new Dictionary<Channel, int> { [Channel.Push] = 50, [Channel.Email] = 20 },
            Evidence = [PersonaEvidence.Of(TouchpointType.Purchased, 200)],
        },
        new()
        {
            Id = new("reader"),
            Name = "Reads first",
            Channels = new Dictionary<Channel, int> { [Channel.Email] = 60 },
            Evidence = [PersonaEvidence.Of(new Topic("information"), 60), PersonaEvidence.Of(new Topic("account"), 20)],
        },
        new()
        {
            Id = new("hunter"),
            Name = "Hunts products",
            Channels = new Dictionary<Channel, int> { [Channel.Website] = 40, [Channel.Push] = 30 },
            Evidence = [PersonaEvidence.Of(new Topic("products"), 40), PersonaEvidence.Of(new AcquisitionSource { Source = "traffic-2" }, 50)],
        },
    ];

    private static CustomerId IdOf(ShopperRow row) => new(FormattableString.Invariant($"s-{row.Number:00000}"));

    private static CustomerProfile ProfileOf(ShopperRow row) => new()
    {
        Id = IdOf(row),
        IsNew = row.Visitor switch { "New_Visitor" => true, "Returning_Visitor" => false, _ => null },
        Attributes = FactSet.Empty.With(Products, row.ProductPages).With(ProductSeconds, (int)row.OnProducts.TotalSeconds).With(OtherPages, row.AccountPages + row.InformationPages)
            .With(Bounce, row.Bounce).With(PageValue, row.PageValue).With(Weekend, row.IsWeekend).With(Visitor, row.Visitor).With(Region, row.Region),
    };

    /// <summary>The file knows the month; day, hour and minute are drawn, the same on every run.</summary>
    private static IEnumerable<Touchpoint> TouchpointsOf(ShopperRow row)
    {
        var start = new DateTimeOffset(2017, row.Month, 1 + SeededHash.Of(row.Number, "day", 28), SeededHash.Of(row.Number, "hour", 24), SeededHash.Of(row.Number, "minute", 60), 0, TimeSpan.Zero);
        var whole = row.Duration > TimeSpan.FromSeconds(4) ? row.Duration : TimeSpan.FromSeconds(4);
        yield return Did("came", TouchpointType.SiteVisited, TimeSpan.Zero, ("landing", $"https://shop.example/?utm_source=traffic-{row.Traffic}")) with { Channel = new Channel(FormattableString.Invariant($"traffic-{row.Traffic:00}")) };
        foreach (var (topic, pages, type) in new[] { ("account", row.AccountPages, TouchpointType.SiteVisited), ("information", row.InformationPages, TouchpointType.SiteVisited), ("products", row.ProductPages, ProductViewed) })
        {
            for (var page = 0; page < pages; page++)
            {
                yield return Did(FormattableString.Invariant($"{topic}-{page}"), type, TimeSpan.FromTicks(whole.Ticks * (page + 1) / (pages + 1) / 2), ("topic", topic));
            }
        }

        if (row.CameNearAnOrder)
        {
            yield return Did("order", OrderBegun, whole / 2);
        }

        if (row.Bought)
        {
            yield return Did("bought", TouchpointType.Purchased, whole * 3 / 4);
        }
        else if (row.CameNearAnOrder)
        {
            yield return Did("cart", TouchpointType.CartLeft, whole);
        }

        yield return Did("left", TouchpointType.SiteLeft, whole);

        Touchpoint Did(string what, TouchpointType type, TimeSpan after, params (string Name, string Value)[] data) =>
            new() { Source = "/shoppers", Id = $"{IdOf(row)}-{what}", Type = type, Customer = IdOf(row), At = start + after, Channel = Channel.Website, Data = data.ToDictionary(one => one.Name, one => one.Value) };
    }

    private static StageDefinition Stage(string stage) => new() { Stage = new(stage), Goal = $"To be {stage}." };
}
