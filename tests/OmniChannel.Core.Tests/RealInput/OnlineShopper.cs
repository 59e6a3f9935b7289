using System.Globalization;

namespace OmniChannel.Tests.RealInput;

/// <summary>One session of the Online Shoppers Purchasing Intention data (Sakar, Kastro: UCI, 2018) as a customer: what the file says, as touchpoints and facts of the host's own.</summary>
internal sealed class OnlineShopper(int number, string[] fields)
{
    public static readonly OrderedFact<int> Products = Facts.Custom.Number("products", "Pages about products that were seen.", 0, 10_000);
    public static readonly OrderedFact<int> ProductSeconds = Facts.Custom.Number("productSeconds", "Seconds spent on them.", 0, 1_000_000, unit: "seconds");
    public static readonly OrderedFact<int> Bounce = Facts.Custom.Rate("bounce", "Of a thousand who began on these pages, how many left at once.");
    public static readonly OrderedFact<int> PageValue = Facts.Custom.Number("pageValue", "What the pages that were seen usually lead to, in cents.", 0, 100_000);
    public static readonly TextFact Month = Facts.Custom.Text("month", "The month of the visit.");
    public static readonly FlagFact Weekend = Facts.Custom.Flag("weekend", "Whether it was on a weekend.");
    public static readonly OrderedFact<int> Region = Facts.Custom.Number("region", "The region, as the file numbers it.", 1, 9);

    public static readonly DateTimeOffset Now = new(2018, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public static FactSchema Schema { get; } = FactSchema.BuiltIn.With(Products, ProductSeconds, Bounce, PageValue, Month, Weekend, Region);

    public CustomerId Id { get; } = new($"o-{number:00000}");

    public static IReadOnlyList<OnlineShopper> ReadAll(string path) => [.. File.ReadLines(path).Skip(1).Select((line, i) => new OnlineShopper(i + 1, line.Split(';')))];

    public CustomerState State()
    {
        var at = Now.AddHours(-(number % 2_000));
        var state = CustomerFold.Apply(CustomerState.Unknown(Id), new CustomerProfile
        {
            Id = Id,
            IsNew = fields[15] switch { "New_Visitor" => true, "Returning_Visitor" => false, _ => null },
            Attributes = FactSet.Empty
                .With(Products, int.Parse(fields[4], CultureInfo.InvariantCulture))
                .With(ProductSeconds, (int)Number(5))
                .With(Bounce, (int)(Number(6) * 1000))
                .With(PageValue, (int)(Number(8) * 100))
                .With(Month, fields[10])
                .With(Weekend, fields[16] == "TRUE")
                .With(Region, int.Parse(fields[13], CultureInfo.InvariantCulture)),
        });
        state = TouchpointFold.Standard.Apply(state, Seen(TouchpointType.SiteVisited, at));
        return fields[17] == "TRUE" ? TouchpointFold.Standard.Apply(state, Seen(TouchpointType.Purchased, at.AddMinutes(20))) : state;
    }

    private decimal Number(int field) => decimal.Parse(fields[field], NumberStyles.Float, CultureInfo.InvariantCulture);

    private Touchpoint Seen(TouchpointType type, DateTimeOffset at) => new() { Source = "/online-shoppers", Id = $"{Id}-{type}", Type = type, Customer = Id, Channel = Channel.Website, At = at };
}
