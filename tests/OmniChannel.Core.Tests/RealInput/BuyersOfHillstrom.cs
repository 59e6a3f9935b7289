namespace OmniChannel.Tests.RealInput;

/// <summary>Kevin Hillstrom's 64,000 customers: what they bought, when and how, and whether they came after the mailing; and the personas, the funnel and the segments of the shop.</summary>
internal static class BuyersOfHillstrom
{
    /// <summary>When the experiment's mail went out; the file does not say, and only differences count.</summary>
    public static readonly DateTimeOffset Mailing = new(2008, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Two weeks later, as long as the experiment looked.</summary>
    public static readonly DateTimeOffset Now = Mailing.AddDays(14);

    private static readonly Channel Multichannel = new("multichannel");

    /// <summary>Customers over months: half a year without a purchase, and they have lapsed.</summary>
    private static readonly Funnel Keeping = new()
    {
        Id = new("keeping"),
        Stages = [Stage("known"), Stage("lapsed"), Stage("active"), Stage("regular")],
        Transitions =
        [
            new() { From = [new("known"), new("lapsed")], To = new("active"), On = [TouchpointType.Purchased] },
            new() { From = [new("active")], To = new("regular"), On = [TouchpointType.Purchased] },
            new() { From = [new("active"), new("regular")], To = new("lapsed"), After = TimeSpan.FromDays(180), Without = [TouchpointType.Purchased], IsRegression = true },
        ],
    };

    private static SegmentSet Segments { get; } = SegmentSet.Of(
        Of("bigSpenders", "Spent 500 dollars in a year", Facts.Customer.Spent >= Money.Of(500, "USD")),
        Of("recent", "Bought within three months", Facts.Customer.HoursSincePurchase <= 90 * 24),
        Of("fading", "Bought half a year ago or earlier, and was good for it", Facts.Customer.HoursSincePurchase >= 180 * 24 & Facts.Customer.Spent >= Money.Of(200, "USD")),
        Of("callers", "Whose persona buys by telephone", Facts.Persona == new PersonaId("caller")),
        Of("curious", "On the site since the mailing, and lapsed all the same", Facts.Customer.HoursSinceTouch < 14 * 24 & Keeping.StageFact == "lapsed"),
        Of("newOnline", "New, by the website or several ways", Facts.Customer.IsNew & Facts.Customer.PurchaseChannel.In(Channel.Website, Multichannel)),
        Of("worthACall", "Spends, fades, and answers the telephone", Facts.InSegment(new("fading")) & (Facts.InSegment(new("callers")) | Facts.InSegment(new("bigSpenders"))) & !Facts.InSegment(new("recent"))));

    public static RealBuyers Of(IReadOnlyList<HillstromRow> rows) => new()
    {
        Title = "Hillstrom",
        Buyers = [.. rows.Select(row => new RealBuyer(ProfileOf(row), [.. TouchpointsOf(row)]))],
        Personas = Personas,
        Funnel = Keeping,
        Segments = Segments,
        Columns =
        [
            PersonaColumn.Amount(Facts.Customer.Spent, [.. rows.Select(row => (Money?)new Money(row.SpentCents, new Currency("USD")))]),
            PersonaColumn.Number(Facts.Customer.HoursSincePurchase, [.. rows.Select(row => (int?)(row.Recency * 720))]),
            PersonaColumn.Flag(Facts.Customer.IsNew, [.. rows.Select(row => (bool?)row.IsNew)]),
            PersonaColumn.Text(Facts.Customer.PurchaseChannel, [.. rows.Select(row => ChannelOf(row).Name)]),
            PersonaColumn.Answers(Channel.Email, [.. rows.Select(row => row.Sent == "No E-Mail" ? (int?)null : row.Visited ? 1000 : 0)]),
        ],
        Now = Now,
    };

    public static DateTimeOffset LastPurchaseOf(HillstromRow row) => Mailing.AddDays(-30 * row.Recency);

    private static Persona[] Personas =>
    [
        new()
        {
            Id = new("regular"),
            Name = "Regular",
            When = Facts.Customer.Spent >= Money.Of(350m, "USD"),
            Channels = new Dictionary<Channel, int> { [Channel.Email] = 40 },
            Evidence = [PersonaEvidence.Of(TouchpointType.Purchased, 100)],
        },
        new()
        {
            Id = new("his"),
            Name = "Buys for him",
            Channels = new Dictionary<Channel, int> { [Channel.Email] = 30, [Channel.Push] = 20 },
            Evidence = [PersonaEvidence.Of(new Topic("mens"), 200), PersonaEvidence.Of(new AcquisitionSource { Campaign = "mens e-mail" }, 150)],
        },
        new()
        {
            Id = new("hers"),
            Name = "Buys for her",
            Channels = new Dictionary<Channel, int> { [Channel.Email] = 50, [Channel.CallCentre] = -20 },
            Evidence = [PersonaEvidence.Of(new Topic("womens"), 200), PersonaEvidence.Of(new AcquisitionSource { Campaign = "womens e-mail" }, 150)],
        },
        new()
        {
            Id = new("caller"),
            Name = "Calls",
            When = Facts.Customer.PurchaseChannel == Channel.CallCentre,
            Channels = new Dictionary<Channel, int> { [Channel.CallCentre] = 70, [Channel.Push] = -30 },
        },
    ];

    private static CustomerId IdOf(HillstromRow row) => new(FormattableString.Invariant($"h-{row.Number:00000}"));

    private static Channel ChannelOf(HillstromRow row) => row.BuysBy switch { "Web" => Channel.Website, "Phone" => Channel.CallCentre, _ => Multichannel };

    private static CustomerProfile ProfileOf(HillstromRow row) =>
        new() { Id = IdOf(row), Spent = new Money(row.SpentCents, new Currency("USD")), IsNew = row.IsNew, PurchaseChannel = ChannelOf(row) };

    private static IEnumerable<Touchpoint> TouchpointsOf(HillstromRow row)
    {
        var (last, came) = (LastPurchaseOf(row), Mailing.AddMinutes(SeededHash.Of(row.Number, "came", 13 * 24 * 60)));
        yield return Did("last", TouchpointType.Purchased, last, ChannelOf(row), row.SpentCents);
        foreach (var (topic, bought) in new[] { ("mens", row.BoughtMens), ("womens", row.BoughtWomens) })
        {
            if (bought)
            {
                yield return Did(topic, TouchpointType.SiteVisited, last, null, 0, ("topic", topic));
            }
        }

        if (!row.IsNew)
        {
            yield return Did("first", TouchpointType.Purchased, Mailing.AddDays(-400), ChannelOf(row), 0);
        }

        if (row.Visited)
        {
            yield return Did("visit", TouchpointType.SiteVisited, came, Channel.Email, 0, ("landing", $"https://shop.example/?utm_medium=email&utm_campaign={Uri.EscapeDataString(row.Sent)}"));
        }

        if (row.BoughtCents > 0)
        {
            yield return Did("bought", TouchpointType.Purchased, came.AddMinutes(20), Channel.Website, row.BoughtCents);
        }

        Touchpoint Did(string what, TouchpointType type, DateTimeOffset at, Channel? on, long cents, params (string Name, string Value)[] data) => new()
        {
            Source = "/hillstrom", Id = $"{IdOf(row)}-{what}", Type = type, Customer = IdOf(row), At = at, Channel = on, Amount = cents > 0 ? Money.Of(cents / 100m, "USD") : null, Data = data.ToDictionary(one => one.Name, one => one.Value),
        };
    }

    private static Segment Of(string id, string name, Condition when) => new() { Id = new(id), Name = name, When = when };

    private static StageDefinition Stage(string stage) => new() { Stage = new(stage), Goal = $"To be {stage}." };
}
