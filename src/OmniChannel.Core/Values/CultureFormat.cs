using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>How a culture writes numbers, money and dates. A small table of its own: no machine's locale data, so the same everywhere.</summary>
internal sealed class CultureFormat
{
    private static readonly FrozenDictionary<string, CultureFormat> Table = CultureTable.Lines.ToFrozenDictionary(line => line.Name, line => new CultureFormat(line), StringComparer.Ordinal);

    /// <summary>What holds where nothing is known: "1299.00 EUR", "2026-11-27".</summary>
    private static readonly CultureFormat Iso = new(new CultureLine("", ".", "", "n ¤", "", "ymd", null));

    /// <summary>A memo of the look-up along the parents; there are not many cultures.</summary>
    private static readonly ConcurrentDictionary<string, CultureFormat> Found = new(StringComparer.Ordinal);

    private readonly CultureLine line;

    private CultureFormat(CultureLine line)
    {
        this.line = line;
        Months = line.Months?.Split(' ') ?? [];
    }

    /// <summary>The names of the months as they stand in a date; empty where they are not known.</summary>
    public IReadOnlyList<string> Months { get; }

    /// <summary>In which order a date in digits is read: "dmy", "mdy", "ymd".</summary>
    public string Order => line.Order;

    public static CultureFormat Of(Culture culture) => culture.Name is null ? Iso : Found.GetOrAdd(culture.Name, static name =>
    {
        foreach (var at in new Culture(name).WithParents())
        {
            if (Table.TryGetValue(at.Name, out var known))
            {
                return known;
            }
        }

        return Iso;
    });

    /// <summary>Every name of a month that is known, with its number.</summary>
    public static IEnumerable<(string Name, int Month)> AllMonths => Table.Values.SelectMany(format => format.Months.Select((name, i) => (name, i + 1))).Distinct();

    /// <param name="invariant">Digits, a point and a minus, as the invariant culture writes them.</param>
    public string Number(string invariant)
    {
        var minus = invariant[0] == '-';
        var digits = minus ? invariant[1..] : invariant;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? digits : digits[..point];
        var result = new StringBuilder(invariant.Length + 8);
        result.Append(minus ? "-" : "");
        for (var i = 0; i < whole.Length; i++)
        {
            // Four digits are not grouped where the group is a space: 1299,00 is how they are written.
            if (i > 0 && (whole.Length - i) % 3 == 0 && (line.Group != " " || whole.Length > 4))
            {
                result.Append(line.Group);
            }

            result.Append(whole[i]);
        }

        return point < 0 ? result.ToString() : result.Append(line.Decimal).Append(digits.AsSpan(point + 1)).ToString();
    }

    public string Money(Money money)
    {
        if (money.Currency == default)
        {
            return "";
        }

        var digits = money.Amount.ToString("F" + money.Currency.MinorDigits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var number = Number(digits);
        var symbol = Symbol(money.Currency);
        var spaced = line.Money.Contains(' ', StringComparison.Ordinal) || char.IsAsciiLetterUpper(symbol[^1]) ? " " : "";
        var minus = number[0] == '-' ? "-" : "";
        number = number[minus.Length..];
        return line.Money[0] == '¤' ? minus + symbol + spaced + number : minus + number + spaced + symbol;
    }

    public string Date(DateOnly date)
    {
        if (line.Date.Length == 0)
        {
            return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return line.Date
            .Replace("{d}", date.Day.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{M}", date.Month.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{m}", Months.Count == 12 ? Months[date.Month - 1] : "", StringComparison.Ordinal)
            .Replace("{y}", date.Year.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>A sign that means one currency in every culture, or the code.</summary>
    private string Symbol(Currency currency) => line.Name.Length == 0 ? currency.Code : currency.Code switch
    {
        "EUR" => "€",
        "GBP" => "£",
        "USD" when line.Name is "en" or "es-419" => "$",
        "JPY" => "¥",
        _ => currency.Code,
    };
}
