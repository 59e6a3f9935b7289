using System.Globalization;
using System.Text;

namespace OmniChannel.Expressions;

/// <summary>Characters of a class, written for an engine that sees UTF-16: those beyond the first plane become pairs.</summary>
internal sealed class CharacterSet
{
    public const int Last = 0x10FFFF;
    public const string Surrogates = @"\uD800-\uDFFF";
    public const string AnyPair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";

    private const string Nothing = @"[^\s\S]";
    private const int FirstBeyond = 0x10000;

    private static readonly string[] Categories =
    [
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No",
        "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Co",
    ];

    private readonly List<(int From, int To)> _ranges = [];
    private readonly StringBuilder _categories = new();
    private bool _beyond;

    public static string Literal(int code) => code >= FirstBeyond
        ? $"(?:{Unit(High(code))}{Unit(Low(code))})"
        : Words.IsPart((char)code) ? ((char)code).ToString() : Unit(code);

    public void Add(int from, int to) => _ranges.Add((from, to));

    /// <summary>A class by its POSIX name, ASCII only. False when there is no such class.</summary>
    public bool AddNamed(string name, bool negated)
    {
        (int, int)[]? ranges = name switch
        {
            "alnum" => [('0', '9'), ('A', 'Z'), ('a', 'z')],
            "alpha" => [('A', 'Z'), ('a', 'z')],
            "ascii" => [(0, 0x7F)],
            "blank" => [('\t', '\t'), (' ', ' ')],
            "cntrl" => [(0, 0x1F), (0x7F, 0x7F)],
            "digit" => [('0', '9')],
            "graph" => [('!', '~')],
            "lower" => [('a', 'z')],
            "perlspace" => [('\t', '\n'), ('\f', '\r'), (' ', ' ')],
            "print" => [(' ', '~')],
            "punct" => [('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
            "space" => [('\t', '\r'), (' ', ' ')],
            "upper" => [('A', 'Z')],
            "word" => [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
            "xdigit" => [('0', '9'), ('A', 'F'), ('a', 'f')],
            _ => null,
        };
        _ranges.AddRange(ranges is null ? [] : negated ? Outside(ranges) : ranges);
        return ranges is not null;
    }

    /// <summary>A general category of Unicode. False when there is no such category. Beyond the first plane nothing has one.</summary>
    public bool TryAddCategory(string name, bool negated)
    {
        if (name == "Any")
        {
            _ranges.AddRange(negated ? [] : [(0, Last)]);
            return true;
        }

        if (!Categories.Contains(name))
        {
            return false;
        }

        _categories.Append(negated ? @"\P{" : @"\p{").Append(name).Append('}');
        _beyond |= negated;
        return true;
    }

    public string ToPattern(bool negated)
    {
        var first = new StringBuilder();
        foreach (var (from, to) in _ranges.Where(range => range.From < FirstBeyond))
        {
            first.Append(Unit(from)).Append('-').Append(Unit(Math.Min(to, FirstBeyond - 1)));
        }

        first.Append(_categories);
        (int From, int To)[] beyond = [.. _ranges.Where(range => range.To >= FirstBeyond).Select(range => (Math.Max(range.From, FirstBeyond), range.To))];
        beyond = _beyond ? [(FirstBeyond, Last)] : beyond;
        if (negated)
        {
            var pairs = Outside(beyond).Where(range => range.To >= FirstBeyond).Select(range => (Math.Max(range.From, FirstBeyond), range.To));
            return Joined($"[^{first}{Surrogates}]", pairs);
        }

        return Joined(first.Length == 0 ? null : _categories.Length > 0 || beyond.Length > 0 ? $"[{first}-[{Surrogates}]]" : $"[{first}]", beyond);
    }

    private static string Joined(string? first, IEnumerable<(int From, int To)> beyond)
    {
        var all = beyond.SelectMany(range => Pairs(range.From, range.To));
        string[] parts = [.. first is null ? all : all.Prepend(first)];
        return parts.Length == 0 ? Nothing : $"(?:{string.Join('|', parts)})";
    }

    private static List<(int From, int To)> Outside((int From, int To)[] ranges)
    {
        List<(int, int)> outside = [];
        var next = 0;
        foreach (var (from, to) in ranges.OrderBy(range => range.From))
        {
            if (from > next)
            {
                outside.Add((next, from - 1));
            }

            next = Math.Max(next, to + 1);
        }

        if (next <= Last)
        {
            outside.Add((next, Last));
        }

        return outside;
    }

    private static IEnumerable<string> Pairs(int from, int to)
    {
        var (high, lastHigh) = (High(from), High(to));
        if (high == lastHigh)
        {
            yield return $"{Unit(high)}[{Unit(Low(from))}-{Unit(Low(to))}]";
            yield break;
        }

        yield return $"{Unit(high)}[{Unit(Low(from))}-\\uDFFF]";
        if (high + 1 < lastHigh)
        {
            yield return $"[{Unit(high + 1)}-{Unit(lastHigh - 1)}][\\uDC00-\\uDFFF]";
        }

        yield return $"{Unit(lastHigh)}[\\uDC00-{Unit(Low(to))}]";
    }

    private static int High(int code) => 0xD800 + ((code - FirstBeyond) >> 10);

    private static int Low(int code) => 0xDC00 + ((code - FirstBeyond) & 0x3FF);

    private static string Unit(int unit) => string.Create(CultureInfo.InvariantCulture, $"\\u{unit:X4}");
}
