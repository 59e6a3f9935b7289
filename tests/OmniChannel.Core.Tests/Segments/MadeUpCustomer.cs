using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Tests.Conditions;

namespace OmniChannel.Tests.Segments;

/// <summary>A customer who was made up: any of the facts may be missing, be an error, or be money of another currency.</summary>
internal sealed record MadeUpCustomer
{
    public static readonly OrderedFact<int> Points = Facts.Custom.Number("points", "Points of the loyalty card.", 0, 100_000);
    public static readonly TextFact Tier = Facts.Custom.Text("tier", "The tier of the loyalty card.", ["bronze", "silver", "gold"]);

    public static FactSchema Schema { get; } = FactSchema.BuiltIn.With(Points, Tier);

    public static IReadOnlyList<Fact> Asked { get; } =
        [Facts.Customer.Age, Facts.Customer.Country, Facts.Customer.HasBought, Facts.Customer.Spent, Facts.Customer.HoursSinceTouch, Facts.Stage, Facts.Persona, Points, Tier];

    public required IReadOnlyList<(Fact Fact, FactValue Value)> Values { get; init; }

    public FactTable Known => new([.. Values]);

    public static Gen<MadeUpCustomer> Any() =>
        from age in Maybe(Gen.Choose(0, 90).Select(n => FactValue.Of((long)n)))
        from country in Maybe(Gen.Elements("DE", "AT", "CH", "FR", "").Select(FactValue.Of))
        from bought in Maybe(Gen.Elements(true, false).Select(FactValue.Of))
        from spent in Maybe(from minor in Gen.Choose(0, 400) from currency in Gen.Elements("EUR", "EUR", "USD") select FactValue.Of(new Money(minor * 100L, new Currency(currency))))
        from hours in Maybe(Gen.Choose(0, 5_000).Select(n => FactValue.Of((long)n)))
        from stage in Maybe(Gen.Elements("awareness", "conversion", "loyalty").Select(FactValue.Of))
        from persona in Maybe(Gen.Elements("caller", "regular").Select(FactValue.Of))
        from points in Maybe(Gen.Choose(0, 90_000).Select(n => FactValue.Of((long)n)))
        from tier in Maybe(Gen.Elements("bronze", "silver", "gold").Select(FactValue.Of))
        select new MadeUpCustomer { Values = [.. Asked.Zip([age, country, bought, spent, hours, stage, persona, points, tier])] };

    public override string ToString() => string.Join(", ", Values.Select(one => $"{one.Fact}: {one.Value}"));

    private static Gen<FactValue> Maybe(Gen<FactValue> value) =>
        Gen.Frequency((5, value), (2, Gen.Constant(FactValue.Absent)), (1, Gen.Constant(FactValue.Error)));
}
