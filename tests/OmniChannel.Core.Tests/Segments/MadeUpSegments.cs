using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Segments;

/// <summary>Segments that were made up: any tree of conditions over the facts of a <see cref="MadeUpCustomer"/>, free expressions and other segments among them.</summary>
internal static class MadeUpSegments
{
    public static Gen<SegmentSet> Any(int most = 6) =>
        from count in Gen.Choose(1, most)
        from whens in Gen.CollectToSequence(Enumerable.Range(0, count), place => Conditions(4, place))
        select SegmentSet.Of([.. whens.Select((when, place) => new Segment { Id = IdOf(place), Name = $"Segment {place}", When = when })]);

    public static SegmentId IdOf(int place) => new($"s{place}");

    /// <summary>A condition that may ask the segments before a place.</summary>
    public static Gen<Condition> Conditions(int depth, int before) => depth == 0
        ? Leaves(before)
        : Gen.OneOf(
            Leaves(before),
            from left in Conditions(depth - 1, before) from right in Conditions(depth - 1, before) select left & right,
            from left in Conditions(depth - 1, before) from right in Conditions(depth - 1, before) select left | right,
            from inner in Conditions(depth - 1, before) select !inner);

    private static Gen<Condition> Leaves(int before) => Gen.OneOf(
        from age in Gen.Choose(-2, 95) from op in Gen.Choose(0, 5) select Ordered(Facts.Customer.Age, op, age),
        from hours in Gen.Choose(0, 5_000) from op in Gen.Choose(0, 5) select Ordered(Facts.Customer.HoursSinceTouch, op, hours),
        from points in Gen.Choose(0, 90_000) from op in Gen.Choose(0, 5) select Ordered(MadeUpCustomer.Points, op, points),
        from minor in Gen.Choose(0, 400) from op in Gen.Choose(0, 5) from currency in Gen.Elements("EUR", "USD", "GBP") select Ordered(Facts.Customer.Spent, op, Money.Of(minor, currency)),
        from country in Gen.Elements("DE", "AT", "XX") from isIt in Gen.Elements(true, false) select isIt ? Facts.Customer.Country == country : Facts.Customer.Country != country,
        from count in Gen.Choose(1, 3) select Facts.Customer.Country.In([.. new[] { "DE", "FR", "XX" }.Take(count)]),
        from first in Gen.Choose(0, 300) select Facts.Customer.Spent.In(Money.Of(first, "EUR"), Money.Of(first + 1, "EUR"), Money.Of(first, "USD")),
        from fact in Gen.Elements([.. MadeUpCustomer.Asked]) select fact.IsKnown,
        from tier in Gen.Elements("bronze", "gold") select MadeUpCustomer.Tier == tier,
        Gen.Elements<Condition>(Condition.Always, Condition.Never, Facts.Customer.HasBought, !Facts.Customer.HasBought, Facts.Stage == FunnelStage.Loyalty, Facts.Persona != new PersonaId("caller")),
        from text in Gen.Elements("customer.country.startsWith('D')", "customer.age % 7 == 3", "customer.age + custom.points > 1000", "minorUnits(customer.spent, 'EUR') % 200 == 0", "size(customer.country) < customer.age") select Free(text),
        before == 0 ? Gen.Constant(Condition.Always) : from place in Gen.Choose(0, before - 1) from isIn in Gen.Elements(true, false) select isIn ? Facts.InSegment(IdOf(place)) : !Facts.InSegment(IdOf(place)));

    private static Condition Free(string text) => SegmentFile.ReadCondition(text, SegmentSet.Empty, MadeUpCustomer.Schema);

    private static Condition Ordered<T>(OrderedFact<T> fact, int op, T constant)
        where T : struct => op switch
    {
        0 => fact < constant,
        1 => fact <= constant,
        2 => fact > constant,
        3 => fact >= constant,
        4 => fact == constant,
        _ => fact != constant,
    };
}
