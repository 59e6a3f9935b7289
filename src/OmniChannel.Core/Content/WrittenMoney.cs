using System.Globalization;
using System.Text.RegularExpressions;

namespace OmniChannel;

/// <summary>Finds amounts of money that somebody wrote out by hand: a number beside a currency's sign, code or name.</summary>
internal static partial class WrittenMoney
{
    private const int WidestGap = 12;

    private static readonly (string Written, string[] Codes)[] Signs =
    [
        ("€", ["EUR"]), ("£", ["GBP"]), ("¥", ["JPY", "CNY"]), ("US$", ["USD"]), ("$", ["USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "ARS", "CLP", "COP"]),
        ("Euros", ["EUR"]), ("Euro", ["EUR"]), ("dollars", ["USD", "CAD", "AUD", "NZD"]), ("pounds", ["GBP"]), ("zł", ["PLN"]), ("Kč", ["CZK"]), ("Fr.", ["CHF"]), ("₹", ["INR"]), ("₩", ["KRW"]), ("₺", ["TRY"]), ("₽", ["RUB"]), ("R$", ["BRL"]),
        .. "EUR USD GBP CHF JPY SEK NOK DKK ISK PLN CZK HUF RON BGN TRY CAD AUD NZD CNY INR BRL MXN ZAR KRW SGD HKD UAH RUB AED KWD BHD"
            .Split(' ').Select(code => (code, new[] { code })),
    ];

    /// <summary>Each amount, with where it begins, how long it is, and the currencies that its sign may mean.</summary>
    public static IEnumerable<(int At, int Length, decimal Amount, string[] Codes)> In(string visible)
    {
        foreach (Match match in Numbers().Matches(visible))
        {
            var (from, until) = (match.Index, match.Index + match.Length);
            var after = SkipBlanks(visible, SkipDash(visible, until), 1);
            var sign = Signs.FirstOrDefault(one => Follows(visible, after, one.Written));
            if (sign.Written is not null)
            {
                until = after + sign.Written.Length;
            }
            else
            {
                var before = SkipBlanks(visible, from - 1, -1) + 1;
                sign = Signs.FirstOrDefault(one => Precedes(visible, before, one.Written));
                from = sign.Written is null ? from : before - sign.Written.Length;
            }

            if (sign.Written is not null && TryRead(match.Value, sign.Codes, out var amount))
            {
                yield return (from, until - from, amount, sign.Codes);
            }
        }
    }

    /// <summary>Reads a number whatever culture wrote it: the last of point and comma is the decimal one, unless three digits follow it.</summary>
    internal static bool TryRead(string written, string[] codes, out decimal amount)
    {
        var digits = new string([.. written.Where(c => char.IsAsciiDigit(c) || c is '.' or ',')]);
        var last = digits.LastIndexOfAny(['.', ',']);
        var threeMinor = codes.Length == 1 && new Currency(codes[0]).MinorDigits == 3;
        var isDecimal = last >= 0 && (digits.Length - last - 1 != 3 || (threeMinor && digits.IndexOfAny(['.', ',']) == last) || digits[..last].Trim('0').Length == 0);
        var whole = new string([.. (isDecimal ? digits[..last] : digits).Where(char.IsAsciiDigit)]);
        var rest = isDecimal ? digits[(last + 1)..] : "";
        return decimal.TryParse(rest.Length == 0 ? whole : whole + "." + rest, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);
    }

    /// <summary>"20,-" and "20.–".</summary>
    private static int SkipDash(string text, int at) => at + 1 < text.Length && text[at] is ',' or '.' && text[at + 1] is '-' or '–' or '—' ? at + 2 : at;

    private static int SkipBlanks(string text, int at, int step)
    {
        for (var skipped = 0; skipped < WidestGap && at >= 0 && at < text.Length && text[at] == ' '; skipped++)
        {
            at += step;
        }

        return at;
    }

    private static bool Follows(string text, int at, string sign) =>
        at < text.Length && text.AsSpan(at).StartsWith(sign, Comparison(sign))
        && (!char.IsLetter(sign[^1]) || at + sign.Length == text.Length || !char.IsLetterOrDigit(text[at + sign.Length]));

    private static bool Precedes(string text, int end, string sign) =>
        end >= sign.Length && text.AsSpan(0, end).EndsWith(sign, Comparison(sign))
        && (!char.IsLetter(sign[0]) || end == sign.Length || !char.IsLetterOrDigit(text[end - sign.Length - 1]));

    /// <summary>Codes are written in capitals; names as one likes.</summary>
    private static StringComparison Comparison(string sign) => sign.Length > 3 ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    [GeneratedRegex(@"(?<![\d.,])(?:\d{1,3}(?:[.,'’ ]\d{3})+(?!\d)(?:[.,]\d{1,3})?|\d{1,15}(?:[.,]\d{1,3})?)(?!\d)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
