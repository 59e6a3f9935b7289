using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Values;

public sealed class MoneyTests
{
    private static readonly Arbitrary<Money> AnyMoney =
        (from minor in Gen.Choose(int.MinValue, int.MaxValue) from code in Gen.Elements("EUR", "JPY", "KWD", "CLF") select new Money(minor, new Currency(code))).ToArbitrary();

    [Theory]
    [InlineData("20.50", "EUR", 2050, "20.50 EUR")]
    [InlineData("-0.01", "EUR", -1, "-0.01 EUR")]
    [InlineData("20", "JPY", 20, "20 JPY")]
    [InlineData("20.500", "EUR", 2050, "20.50 EUR")]
    [InlineData("1.234", "KWD", 1234, "1.234 KWD")]
    [InlineData("92233720368547758.07", "EUR", long.MaxValue, "92233720368547758.07 EUR")]
    public void Of_Amount_IsExactInMinorUnits(string amount, string currency, long minor, string text)
    {
        var money = Money.Of(decimal.Parse(amount, CultureInfo.InvariantCulture), currency);
        Assert.Equal((minor, currency, text), (money.Minor, money.Currency.Code, money.ToString()));
    }

    [Theory]
    [InlineData("0.001", "EUR")]
    [InlineData("0.5", "JPY")]
    [InlineData("92233720368547758.08", "EUR")]
    [InlineData("79228162514264337593543950335", "EUR")]
    [InlineData("1", "euro")]
    public void Of_AmountThatDoesNotFit_Throws(string amount, string currency) =>
        Assert.Throws<ArgumentException>(() => Money.Of(decimal.Parse(amount, CultureInfo.InvariantCulture), currency));

    [Fact]
    public void Of_AmountOfAnyMoney_GivesItBack() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(AnyMoney, money => Money.Of(money.Amount, money.Currency.Code) == money));

    [Fact]
    public void Arithmetic_OfOneCurrency_IsThatOfItsMinorUnits() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(AnyMoney, AnyMoney, (left, other) =>
    {
        var right = new Money(other.Minor, left.Currency);
        return left + right - right == left
            && (left + right).Minor == left.Minor + right.Minor
            && Money.Add(left, right) == right + left
            && Money.Subtract(left, right).Minor == left.Minor - right.Minor
            && (left < right) == (left.Minor < right.Minor)
            && (left >= right) == !(left < right)
            && (left > right) == (right < left)
            && (left <= right) == (right >= left)
            && left.CompareTo(right) == left.Amount.CompareTo(right.Amount);
    }));

    [Fact]
    public void Operators_OnTwoCurrencies_ThrowAndNameBoth()
    {
        var (euros, yen) = (Money.Of(1, "EUR"), Money.Of(1, "JPY"));
        Assert.All(
            new Func<object>[] { () => euros + yen, () => euros - yen, () => euros < yen, () => euros > yen, () => euros <= yen, () => euros >= yen, () => euros.CompareTo(yen), () => euros < default(Money) },
            operation => Assert.Contains("1.00 EUR", Assert.Throws<InvalidOperationException>(operation).Message, StringComparison.Ordinal));
        Assert.NotEqual(new Money(1, new Currency("EUR")), new Money(1, new Currency("USD")));
    }

    [Fact]
    public void Addition_BeyondSixtyFourBits_Throws()
    {
        var most = new Money(long.MaxValue, new Currency("EUR"));
        Assert.Throws<OverflowException>(() => most + new Money(1, new Currency("EUR")));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue, new Currency("EUR")) - new Money(1, new Currency("EUR")));
    }

    [Fact]
    public void New_WithoutCurrency_Throws()
    {
        Assert.Throws<ArgumentException>(() => new Money(1, default));
        Assert.Equal("", default(Money).ToString());
    }

    [Fact]
    public void ToString_InAnyCulture_IsTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("1234.50 EUR", Money.Of(1234.5m, "EUR").ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
