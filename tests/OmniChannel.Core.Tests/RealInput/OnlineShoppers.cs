using System.Globalization;

namespace OmniChannel.Tests.RealInput;

/// <summary>12,330 real sessions of a shop over a year (Sakar and others, 2018): each visitor's pages by kind, how they came, whether they bought. Each is a customer of their own.</summary>
internal static class OnlineShoppers
{
    public static readonly DateTimeOffset Now = new(2026, 12, 31, 12, 0, 0, TimeSpan.Zero);
    public static readonly OrderedFact<int> ProductPages = Facts.Custom.Number("productPages", "Pages of products seen.", 0, 10_000);
    public static readonly OrderedFact<int> OtherPages = Facts.Custom.Number("otherPages", "Pages of the account and of information seen.", 0, 10_000);
    public static readonly OrderedFact<int> Minutes = Facts.Custom.Number("minutes", "Minutes on all pages.", 0, 100_000);
    public static readonly FlagFact Weekend = Facts.Custom.Flag("weekend", "Whether it was a weekend.");
    public static readonly TextFact Visitor = Facts.Custom.Text("visitor", "New or returning.");

    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "June", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static IReadOnlyList<Persona> Personas { get; } =
    [
        new()
        {
            Id = new("comes-back"),
            Name = "Comes back",
            When = Visitor == "Returning_Visitor" & ProductPages >= 50,
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

    /// <summary>Administrative;Administrative_Duration;Informational;Informational_Duration;ProductRelated;ProductRelated_Duration;BounceRates;ExitRates;PageValues;SpecialDay;Month;OperatingSystems;Browser;Region;TrafficType;VisitorType;Weekend;Revenue.</summary>
    public static IReadOnlyList<string[]> ReadAll(string path) => [.. File.ReadLines(path).Skip(1).Select(line => line.Split(';'))];

    public static RealBuyer Of(string[] fields, int number)
    {
        var id = new CustomerId($"o-{number}");
        var at = new DateTimeOffset(2026, Array.IndexOf(Months, fields[10]) + 1, 1 + (number % 28), 10, 0, 0, TimeSpan.Zero);
        var did = new List<Touchpoint> { Did("came", TouchpointType.SiteVisited, 0, ("landing", $"https://shop.example/?utm_source=traffic-{fields[14]}")) };
        var pages = new[] { ("account", Whole(fields[0])), ("information", Whole(fields[2])), ("products", Whole(fields[4])) };
        did.AddRange(pages.SelectMany(of => Enumerable.Range(0, of.Item2).Select(page => Did($"{of.Item1}-{page}", TouchpointType.SiteVisited, page, ("topic", of.Item1)))));
        did.AddRange(fields[17] == "TRUE" ? [Did("bought", TouchpointType.Purchased, 60)] : []);
        return new(new CustomerProfile { Id = id, Attributes = FactSet.Empty.With(ProductPages, Whole(fields[4])).With(OtherPages, Whole(fields[0]) + Whole(fields[2])).With(Visitor, fields[15]) }, did);

        Touchpoint Did(string what, TouchpointType type, int seconds, params (string Name, string Value)[] data) =>
            new() { Source = "/shoppers", Id = $"{id}-{what}", Type = type, Customer = id, At = at.AddSeconds(seconds), Channel = Channel.Website, Data = data.ToDictionary(one => one.Name, one => one.Value) };
    }

    public static IReadOnlyList<PersonaColumn> Columns(IReadOnlyList<string[]> sessions) =>
    [
        PersonaColumn.Number(ProductPages, [.. sessions.Select(fields => (int?)Whole(fields[4]))]),
        PersonaColumn.Number(OtherPages, [.. sessions.Select(fields => (int?)(Whole(fields[0]) + Whole(fields[2])))]),
        PersonaColumn.Number(Minutes, [.. sessions.Select(fields => (int?)((decimal.Parse(fields[1], CultureInfo.InvariantCulture) + decimal.Parse(fields[3], CultureInfo.InvariantCulture) + decimal.Parse(fields[5], CultureInfo.InvariantCulture)) / 60m))]),
        PersonaColumn.Flag(Weekend, [.. sessions.Select(fields => (bool?)(fields[16] == "TRUE"))]),
        PersonaColumn.Text(Visitor, [.. sessions.Select(fields => fields[15])]),
    ];

    private static int Whole(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
