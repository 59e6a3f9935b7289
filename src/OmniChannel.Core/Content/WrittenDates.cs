using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OmniChannel;

/// <summary>Finds days that somebody wrote out by hand: in digits, or with the name of a month in a language whose months are known.</summary>
internal static partial class WrittenDates
{
    private static readonly FrozenDictionary<string, int> Months = CultureFormat.AllMonths
        .Concat("Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec".Split(' ').Select((name, i) => (name, i < 4 ? i + 1 : i + 2)))
        .Concat([("Sept", 9), ("Okt", 10), ("Dez", 12), ("Januar", 1)])
        .GroupBy(month => month.Item1.ToLowerInvariant(), StringComparer.Ordinal)
        .ToFrozenDictionary(same => same.Key, same => same.First().Item2, StringComparer.Ordinal);

    private static readonly string[] Parts = ["a", "b", "c"];

    /// <summary>Built from the names, so that "bis 27." is not taken for a month and a day.</summary>
    private static readonly Regex Named = new(
        """
        (?<!\d)(?<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?\s{1,12}(?:de\s+|of\s+)?(?<m>NAMES)\b\.?(?:,?\s{1,12}(?:de\s+)?(?<y>\d{4})(?!\d))?
        |\b(?:(?<y>\d{4})\.?\s+)?(?<m>NAMES)\.?\s{1,12}(?<d>\d{1,2})(?:st|nd|rd|th|\.)?(?!\d)(?:,?\s{1,12}(?<y>\d{4})(?!\d))?
        """.Replace("NAMES", string.Join('|', Months.Keys.OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)), StringComparison.Ordinal),
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace,
        TimeSpan.FromSeconds(1));

    /// <summary>Each day, with where it begins, how long it is, and every way in which it can be read. A year that is not written is null.</summary>
    public static IEnumerable<(int At, int Length, IReadOnlyList<(int? Year, int Month, int Day)> Readings)> In(string visible, Culture? culture)
    {
        foreach (Match match in Digits().Matches(visible))
        {
            var numbers = Parts.Select(name => match.Groups[name]).Where(group => group.Success).Select(group => (group.Length, Value: int.Parse(group.Value, CultureInfo.InvariantCulture))).ToArray();
            if (Readings(numbers, culture is { } known ? CultureFormat.Of(known).Order : null) is { Count: > 0 } readings)
            {
                yield return (match.Index, match.Length, readings);
            }
        }

        foreach (Match match in Named.Matches(visible))
        {
            if (Months.TryGetValue(match.Groups["m"].Value.ToLowerInvariant(), out var month))
            {
                int? year = match.Groups["y"] is { Success: true } written ? int.Parse(written.Value, CultureInfo.InvariantCulture) : null;
                var day = int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture);
                if (day is >= 1 and <= 31)
                {
                    yield return (match.Index, match.Length, [(year, month, day)]);
                }
            }
        }
    }

    private static List<(int? Year, int Month, int Day)> Readings((int Length, int Value)[] numbers, string? order)
    {
        var found = new List<(int? Year, int Month, int Day)>();
        if (numbers.Length == 2)
        {
            Add(null, numbers[1].Value, numbers[0].Value);
        }
        else if (numbers[0].Length == 4)
        {
            Add(numbers[0].Value, numbers[1].Value, numbers[2].Value);
        }
        else
        {
            var year = numbers[2].Length == 2 ? 2000 + numbers[2].Value : numbers[2].Value;
            if (order != "mdy")
            {
                Add(year, numbers[1].Value, numbers[0].Value);
            }

            if (order is null or "mdy" or "ymd")
            {
                Add(year, numbers[0].Value, numbers[1].Value);
            }
        }

        return found;

        void Add(int? year, int month, int day)
        {
            if (month is >= 1 and <= 12 && day is >= 1 and <= 31)
            {
                found.Add((year, month, day));
            }
        }
    }

    [GeneratedRegex(@"(?<![\d.,/-])(?:(?<a>\d{4}|\d{1,2})(?:(?<s>[./-])|[年년]\s?)(?<b>\d{1,2})(?:\k<s>|[月월]\s?)(?<c>\d{4}|\d{2}|\d{1,2}(?=[日일]))[日일]?|(?<a>\d{1,2})\.\s?(?<b>\d{1,2})\.)(?!\d)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();
}
