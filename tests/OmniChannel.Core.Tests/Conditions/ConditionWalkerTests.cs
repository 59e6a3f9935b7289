using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Conditions;

public sealed class ConditionWalkerTests
{
    private static readonly Condition Unknown = Facts.Customer.IsNew;

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, null, false)]
    [InlineData(true, true, true)]
    [InlineData(true, null, null)]
    [InlineData(null, null, null)]
    public void Evaluate_And_FollowsTheTable(bool? left, bool? right, bool? expected)
    {
        Assert.Equal(Of(expected), Evaluate(Constant(left) & Constant(right)));
        Assert.Equal(Of(expected), Evaluate(Constant(right) & Constant(left)));
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(false, null, null)]
    [InlineData(true, true, true)]
    [InlineData(true, null, true)]
    [InlineData(null, null, null)]
    public void Evaluate_Or_FollowsTheTable(bool? left, bool? right, bool? expected)
    {
        Assert.Equal(Of(expected), Evaluate(Constant(left) | Constant(right)));
        Assert.Equal(Of(expected), Evaluate(Constant(right) | Constant(left)));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(null, null)]
    public void Evaluate_Not_FollowsTheTable(bool? inner, bool? expected) => Assert.Equal(Of(expected), Evaluate(!Constant(inner)));

    [Fact]
    public void Evaluate_MoneyInAnotherCurrency_IsUnknown()
    {
        var cart = (Facts.Cart.Total, FactValue.Of(Money.Of(10, "EUR")));

        Assert.Equal(Truth.True, Evaluate(Facts.Cart.Total < Money.Of(20, "EUR"), cart));
        Assert.Equal(Truth.Unknown, Evaluate(Facts.Cart.Total < Money.Of(20, "USD"), cart));
        Assert.Equal(Truth.Unknown, Evaluate(Facts.Cart.Total == Money.Of(20, "USD"), cart));
        Assert.Equal(Truth.Unknown, Evaluate(Facts.Cart.Total != Money.Of(20, "USD"), cart));
        Assert.Equal(Truth.True, Evaluate(Facts.Cart.Total.In(Money.Of(20, "USD"), Money.Of(10, "EUR")), cart));
    }

    [Fact]
    public void Evaluate_AbsentFact_IsUnknownUnlessItIsAskedFor()
    {
        Assert.Equal(Truth.Unknown, Evaluate(Facts.Customer.Country == "DE"));
        Assert.Equal(Truth.Unknown, Evaluate(Facts.Customer.Country.In("DE", "AT")));
        Assert.Equal(Truth.False, Evaluate(Facts.Customer.Country.IsKnown));
        Assert.Equal(Truth.False, Evaluate(Facts.Customer.Country.IsKnown & Facts.Customer.Country == "DE"));
    }

    [Fact]
    public void Evaluate_AnyTree_AgreesWithThreeValuedArithmetic() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Trees(6).ToArbitrary(), Worlds().ToArbitrary(), (tree, world) =>
            (int)Slowly(tree, world) == Evaluate(tree, Read(world)) switch { Truth.False => 0, Truth.Unknown => 1, _ => 2 }));

    /// <summary>False is 0, unknown 1, true 2: and is the least, or the greatest, not the distance to 2.</summary>
    private static double Slowly(Condition tree, World world) => tree switch
    {
        AndCondition and => Math.Min(Slowly(and.Left, world), Slowly(and.Right, world)),
        OrCondition or => Math.Max(Slowly(or.Left, world), Slowly(or.Right, world)),
        NotCondition not => 2 - Slowly(not.Inner, world),
        _ => tree.ToString() switch
        {
            "true" => 2,
            "false" => 0,
            "customer.age > 18" => Number(world.Age is { } age ? age > 18 : null),
            "customer.age != 18" => Number(world.Age is { } age ? age != 18 : null),
            "customer.age in [17, 19]" => Number(world.Age is { } age ? age is 17 or 19 : null),
            "customer.country == \"DE\"" => Number(world.Country is { } country ? country == "DE" : null),
            "has(customer.country)" => Number(world.Country is not null),
            "cart.total >= money(\"20.00 EUR\")" => Number(world.Cart is { Currency.Code: "EUR" } cart ? cart.Minor >= 2000 : null),
            "presence.site" => Number(world.OnSite),
            var other => throw new InvalidOperationException(other),
        },
    };

    private static double Number(bool? value) => value switch { false => 0, null => 1, true => 2 };

    private static Gen<Condition> Trees(int depth) => depth == 0
        ? Gen.Elements<Condition>(
            Condition.Always, Condition.Never, Facts.Customer.Age > 18, Facts.Customer.Age != 18, Facts.Customer.Age.In(17, 19),
            Facts.Customer.Country == "DE", Facts.Customer.Country.IsKnown, Facts.Cart.Total >= Money.Of(20, "EUR"), Facts.OnSite)
        : Gen.OneOf(
            Trees(0),
            from left in Trees(depth - 1) from right in Trees(depth - 1) select left & right,
            from left in Trees(depth - 1) from right in Trees(depth - 1) select left | right,
            from inner in Trees(depth - 1) select !inner);

    private static Gen<World> Worlds() =>
        from age in Gen.Elements<int?>(null, 17, 18, 19)
        from country in Gen.Elements(null, "DE", "AT")
        from cart in Gen.Elements<Money?>(null, Money.Of(19, "EUR"), Money.Of(20, "EUR"), Money.Of(99, "USD"))
        from onSite in Gen.Elements<bool?>(null, true, false)
        select new World(age, country, cart, onSite);

    private static (Fact, FactValue)[] Read(World world) =>
    [
        (Facts.Customer.Age, world.Age is { } age ? FactValue.Of((long)age) : FactValue.Absent),
        (Facts.Customer.Country, FactValue.Of(world.Country)),
        (Facts.Cart.Total, FactValue.Of(world.Cart)),
        (Facts.OnSite, world.OnSite is { } onSite ? FactValue.Of(onSite) : FactValue.Absent),
    ];

    private static Condition Constant(bool? value) => value switch { true => Condition.Always, false => Condition.Never, null => Unknown };

    private static Truth Of(bool? value) => value switch { true => Truth.True, false => Truth.False, null => Truth.Unknown };

    private static Truth Evaluate(Condition condition, params (Fact, FactValue)[] facts) => ConditionWalker.Evaluate(condition, new FactTable(facts));

    private sealed record World(int? Age, string? Country, Money? Cart, bool? OnSite);
}
