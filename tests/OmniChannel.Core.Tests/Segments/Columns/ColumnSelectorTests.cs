using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Segments.Columns;

public sealed class ColumnSelectorTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static IEnumerable<PlanIsa> Paths => Enum.GetValues<PlanIsa>().Where(PlanProcessor.Has);

    [Fact]
    public void Select_AnySegmentsOfAnyCustomers_IsOneByOneOnEveryVectorPath()
    {
        var (members, others) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(MadeUpSegments.Any().ToArbitrary(), MadeUpCustomer.Any().ListOf().ToArbitrary(), (segments, customers) =>
        {
            var table = TableOf(customers);
            var expected = segments.All.Select((_, place) => customers.Select(customer => new MemberFacts<Conditions.FactTable>(segments, customer.Known).IsMember(place)).ToArray()).ToArray();
            members += expected.Sum(one => one.Count(isIn => isIn));
            others += expected.Sum(one => one.Count(isIn => !isIn));
            return Paths.All(path => segments.All.Select((segment, place) => (segment, place)).All(one =>
            {
                var selected = segments.Select(Facts.InSegment(one.segment.Id), table, path);
                return selected.Count == expected[one.place].Count(isIn => isIn) && customers.Select((_, row) => selected.Contains(row)).SequenceEqual(expected[one.place]);
            }));
        }));

        Assert.True(members > 1_000 && others > 1_000, $"The property saw {members} members and {others} others: too few to mean anything.");
    }

    /// <summary>Columns of one, two and four bytes, over several blocks and a piece of one.</summary>
    [Fact]
    public void Select_OfAHundredThousand_IsOneByOneForEveryWidth()
    {
        var numbers = Enumerable.Range(0, 100_000).Select(i => (i * 7919L) % 100_003).ToArray();
        var builder = new CustomerTableBuilder([Facts.Customer.Age, Facts.Customer.HoursSinceTouch, MadeUpCustomer.Points], Now);
        for (var i = 0; i < numbers.Length; i++)
        {
            builder.Add(new CustomerId($"c{i}"), new Conditions.FactTable(
                (Facts.Customer.Age, i % 11 == 0 ? FactValue.Absent : FactValue.Of(numbers[i] % 91)),
                (Facts.Customer.HoursSinceTouch, i % 13 == 0 ? FactValue.Error : FactValue.Of(numbers[i] % 5_003)),
                (MadeUpCustomer.Points, i % 17 == 0 ? FactValue.Absent : FactValue.Of(numbers[i]))));
        }

        var table = builder.Build();
        Assert.Equal([1, 2, 4], table.Facts.Select(fact => Assert.Single(table.ColumnsOf(fact)).Width));
        foreach (var path in Paths)
        {
            var selected = SegmentSet.Empty.Select((Facts.Customer.Age > 30 & Facts.Customer.HoursSinceTouch <= 2_000) | !(MadeUpCustomer.Points < 99_000), table, path);
            for (var i = 0; i < numbers.Length; i++)
            {
                var (isYoung, isRecent, hasPoints) = (i % 11 != 0 && numbers[i] % 91 > 30, i % 13 != 0 && numbers[i] % 5_003 <= 2_000, i % 17 != 0 && numbers[i] >= 99_000);
                Assert.Equal((i, path, (isYoung && isRecent) || hasPoints), (i, path, selected.Contains(i)));
            }
        }
    }

    [Fact]
    public void Select_OfNobody_IsNobody()
    {
        var none = SegmentSet.Empty.Select(Condition.Always, TableOf([]));
        Assert.Equal((0, 0), (none.Count, none.Population));
        Assert.Empty(none.Customers);
    }

    [Fact]
    public void Select_FactThatTheTableLacks_SaysWhatToLoad()
    {
        var table = new CustomerTableBuilder([Facts.Customer.Age], Now).Build();
        var refused = Assert.Throws<ArgumentException>(() => SegmentSet.Empty.Select(Facts.Customer.Country == "DE", table));
        Assert.Contains("customer.country", refused.Message, StringComparison.Ordinal);
        Assert.Contains("customer.age", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_MoneyOfAnotherCurrency_IsNeitherTheSameNorNot()
    {
        var table = TableOf([Spends("EUR"), Spends("USD"), new MadeUpCustomer { Values = [] }]);
        Assert.Equal([true, false, false], RowsOf(Facts.Customer.Spent == Money.Of(10, "EUR")));
        Assert.Equal([false, false, false], RowsOf(Facts.Customer.Spent != Money.Of(10, "EUR")));
        Assert.Equal([true, true, false], RowsOf(Facts.Customer.Spent.IsKnown));
        Assert.Equal([false, false, false], RowsOf(Facts.Customer.Spent >= Money.Of(0, "GBP")));

        bool[] RowsOf(Condition when) => [.. Enumerable.Range(0, 3).Select(SegmentSet.Empty.Select(when, table).Contains)];
        static MadeUpCustomer Spends(string currency) => new() { Values = [(Facts.Customer.Spent, FactValue.Of(Money.Of(10, currency)))] };
    }

    private static CustomerTable TableOf(IReadOnlyList<MadeUpCustomer> customers)
    {
        var builder = new CustomerTableBuilder(MadeUpCustomer.Asked, Now);
        for (var i = 0; i < customers.Count; i++)
        {
            builder.Add(new CustomerId($"c{i}"), customers[i].Known);
        }

        return builder.Build();
    }
}
