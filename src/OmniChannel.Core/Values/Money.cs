using System.Globalization;
using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>An amount in minor units of one currency. Amounts of different currencies do not compare and do not add: that throws.</summary>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money : IComparable<Money>
{
    /// <summary>An amount in minor units: <c>new Money(2000, new Currency("EUR"))</c> is 20 euros.</summary>
    public Money(long minor, Currency currency)
    {
        if (currency == default)
        {
            throw new ArgumentException("Money needs a currency, such as new Currency(\"EUR\").", nameof(currency));
        }

        Minor = minor;
        Currency = currency;
    }

    /// <summary>The amount in minor units (cents for EUR).</summary>
    public long Minor { get; }

    /// <summary>The currency; <c>default</c> only for <c>default(Money)</c>, which is refused wherever it is passed.</summary>
    public Currency Currency { get; }

    /// <summary>The amount in major units.</summary>
    public decimal Amount => Minor / Scale(Currency);

    /// <summary>An amount in major units: <c>Money.Of(20.50m, "EUR")</c>.</summary>
    /// <exception cref="ArgumentException">The amount has more digits than the currency's minor unit, is too large, or the currency is not one.</exception>
    public static Money Of(decimal amount, string currency)
    {
        var of = new Currency(currency);
        decimal minor;
        try
        {
            minor = amount * Scale(of);
        }
        catch (OverflowException overflow)
        {
            throw new ArgumentException($"{amount} {currency} is too large.", nameof(amount), overflow);
        }

        if (minor != decimal.Truncate(minor))
        {
            throw new ArgumentException($"{amount} has more than the {of.MinorDigits} minor digits of {currency}; round it first.", nameof(amount));
        }

        if (minor is > long.MaxValue or < long.MinValue)
        {
            throw new ArgumentException($"{amount} {currency} is too large.", nameof(amount));
        }

        return new Money((long)minor, of);
    }

    /// <summary>The sum. Throws <see cref="InvalidOperationException"/> for two currencies, <see cref="OverflowException"/> beyond 64 bits.</summary>
    public static Money operator +(Money left, Money right) => new(checked(left.Minor + Same(left, right).Minor), left.Currency);

    /// <summary>The difference. Throws <see cref="InvalidOperationException"/> for two currencies, <see cref="OverflowException"/> beyond 64 bits.</summary>
    public static Money operator -(Money left, Money right) => new(checked(left.Minor - Same(left, right).Minor), left.Currency);

    /// <summary>Whether the left amount is smaller. Throws <see cref="InvalidOperationException"/> for two currencies.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left amount is larger. Throws <see cref="InvalidOperationException"/> for two currencies.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left amount is not larger. Throws <see cref="InvalidOperationException"/> for two currencies.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left amount is not smaller. Throws <see cref="InvalidOperationException"/> for two currencies.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>The sum, for languages without operators.</summary>
    public static Money Add(Money left, Money right) => left + right;

    /// <summary>The difference, for languages without operators.</summary>
    public static Money Subtract(Money left, Money right) => left - right;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public int CompareTo(Money other) => Minor.CompareTo(Same(this, other).Minor);

    /// <summary>The amount with its minor digits and the currency's code, the same in every culture: "20.50 EUR".</summary>
    public override string ToString() =>
        Currency == default ? "" : Amount.ToString("F" + Currency.MinorDigits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + " " + Currency.Code;

    private static Money Same(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"{left} and {right} are of different currencies; convert one of them first.");

    private static decimal Scale(Currency currency) => currency.MinorDigits switch { 0 => 1m, 2 => 100m, 3 => 1000m, _ => 10000m };
}
