using System.Globalization;

namespace OmniChannel.Tests.RealInput;

/// <summary>Kevin Hillstrom's 64,000 customers, as personas see them: what they bought, when and how, and whether they came after the mailing.</summary>
internal static class BuyersOfHillstrom
{
    public static readonly DateTimeOffset Now = new(2026, 3, 16, 12, 0, 0, TimeSpan.Zero);
    private static readonly Topic Mens = new("mens");
    private static readonly Topic Womens = new("womens");

    public static IReadOnlyList<Persona> Personas { get; } =
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
            Evidence = [PersonaEvidence.Of(Mens, 200), PersonaEvidence.Of(new AcquisitionSource { Campaign = "mens e-mail" }, 150)],
        },
        new()
        {
            Id = new("hers"),
            Name = "Buys for her",
            Channels = new Dictionary<Channel, int> { [Channel.Email] = 50, [Channel.CallCentre] = -20 },
            Evidence = [PersonaEvidence.Of(Womens, 200), PersonaEvidence.Of(new AcquisitionSource { Campaign = "womens e-mail" }, 150)],
        },
        new()
        {
            Id = new("caller"),
            Name = "Calls",
            When = Facts.Customer.PurchaseChannel == Channel.CallCentre,
            Channels = new Dictionary<Channel, int> { [Channel.CallCentre] = 70, [Channel.Push] = -30 },
        },
    ];

    /// <summary>recency,history_segment,history,mens,womens,zip_code,newbie,channel,segment,visit,conversion,spend.</summary>
    public static IReadOnlyList<HillstromLine> ReadAll(string path) => [.. File.ReadLines(path).Skip(1).Select((line, place) =>
    {
        var quote = line.LastIndexOf('"');
        var fields = (quote < 0 ? line : line[..line.IndexOf('"', StringComparison.Ordinal)] + line[(quote + 1)..]).Split(',');
        return new HillstromLine
        {
            Number = place + 1,
            Recency = int.Parse(fields[0], CultureInfo.InvariantCulture),
            Spent = new Money((long)(decimal.Parse(fields[2], CultureInfo.InvariantCulture) * 100m), new Currency("USD")),
            BoughtMens = fields[3] == "1",
            BoughtWomens = fields[4] == "1",
            IsNew = fields[6] == "1",
            BuysBy = fields[7],
            Mailing = fields[8],
            Visited = fields[9] == "1",
            Converted = fields[10] == "1",
        };
    })];

    public static RealBuyer Of(HillstromLine line)
    {
        var id = new CustomerId($"h-{line.Number}");
        var channel = line.BuysBy switch { "Web" => Channel.Website, "Phone" => Channel.CallCentre, _ => new Channel("multichannel") };
        var bought = Now.AddDays(-30 * line.Recency);
        var did = new List<Touchpoint> { Did("bought", TouchpointType.Purchased, bought, channel) };
        did.AddRange(line.BoughtMens ? [Did("mens", TouchpointType.SiteVisited, bought, null, ("topic", "mens"))] : []);
        did.AddRange(line.BoughtWomens ? [Did("womens", TouchpointType.SiteVisited, bought, null, ("topic", "womens"))] : []);
        did.AddRange(line.Visited ? [Did("visit", TouchpointType.SiteVisited, Now.AddDays(-7), Channel.Email, ("landing", $"https://shop.example/?utm_medium=email&utm_campaign={Uri.EscapeDataString(line.Mailing)}"))] : []);
        did.AddRange(line.Converted ? [Did("converted", TouchpointType.Purchased, Now.AddDays(-6), Channel.Website)] : []);
        return new(new CustomerProfile { Id = id, Spent = line.Spent, IsNew = line.IsNew, PurchaseChannel = channel }, did);

        Touchpoint Did(string what, TouchpointType type, DateTimeOffset at, Channel? on, params (string Name, string Value)[] data) =>
            new() { Source = "/hillstrom", Id = $"{id}-{what}", Type = type, Customer = id, At = at, Channel = on, Data = data.ToDictionary(one => one.Name, one => one.Value) };
    }

    public static IReadOnlyList<PersonaColumn> Columns(IReadOnlyList<HillstromLine> lines) =>
    [
        PersonaColumn.Amount(Facts.Customer.Spent, [.. lines.Select(line => (Money?)line.Spent)]),
        PersonaColumn.Number(Facts.Customer.HoursSincePurchase, [.. lines.Select(line => (int?)(line.Recency * 720))]),
        PersonaColumn.Flag(Facts.Customer.IsNew, [.. lines.Select(line => (bool?)line.IsNew)]),
        PersonaColumn.Text(Facts.Customer.PurchaseChannel, [.. lines.Select(line => line.BuysBy switch { "Web" => "website", "Phone" => "call-centre", _ => "multichannel" })]),
        PersonaColumn.Answers(Channel.Email, [.. lines.Select(line => line.Mailing == "No E-Mail" ? (int?)null : line.Visited ? 1000 : 0)]),
    ];
}

/// <summary>One line of the file.</summary>
internal sealed record HillstromLine
{
    public required int Number { get; init; }

    public required int Recency { get; init; }

    public required Money Spent { get; init; }

    public required bool BoughtMens { get; init; }

    public required bool BoughtWomens { get; init; }

    public required bool IsNew { get; init; }

    public required string BuysBy { get; init; }

    public required string Mailing { get; init; }

    public required bool Visited { get; init; }

    public required bool Converted { get; init; }
}
