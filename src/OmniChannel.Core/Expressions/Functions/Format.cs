using System.Globalization;
using System.Text;

namespace OmniChannel.Expressions;

/// <summary><c>'…'.format([…])</c>: <c>%s %d %f %e %b %o %x %X</c>, with a precision for <c>%f</c> and <c>%e</c>.</summary>
internal static class Format
{
    private const int DefaultPrecision = 6;
    private const int LargestPrecision = 1000;
    private const string Letters = "sdfeboxX";

    public static IEnumerable<CelOverload> All =>
    [
        CelOverload.Member("format", CelType.String, Apply, CelType.String, CelType.List(CelType.Dyn)),
    ];

    private static CelValue Apply(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var (format, values) = (arguments[0].Text, arguments[1].Items);
        var made = new StringBuilder();
        var next = 0;
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] != '%')
            {
                made.Append(format[at]);
                continue;
            }

            at++;
            if (at < format.Length && format[at] == '%')
            {
                made.Append('%');
                continue;
            }

            if (!TryPrecision(format, ref at, out var precision) || at >= format.Length)
            {
                return Wrong($"a precision is a point and a number up to {LargestPrecision}, and a letter follows");
            }

            if (next >= values.Count)
            {
                return CelValue.Error(CelErrorCode.OutOfRange, $"the format needs more than the {values.Count} values it gets");
            }

            var piece = Clause(format[at], precision, values.Span[next++], budget.LargestValue);
            if (piece.IsError)
            {
                return piece;
            }

            if (!budget.TryTakeSize(piece.Text.Length))
            {
                return budget.Exceeded();
            }

            made.Append(piece.Text);
        }

        return budget.TryTakeSize(format.Length) ? CelValue.String(made.ToString()) : budget.Exceeded();
    }

    private static bool TryPrecision(string format, ref int at, out int precision)
    {
        precision = DefaultPrecision;
        if (at >= format.Length || format[at] != '.')
        {
            return true;
        }

        var start = ++at;
        for (precision = 0; at < format.Length && char.IsAsciiDigit(format[at]); at++)
        {
            precision = Math.Min((precision * 10) + (format[at] - '0'), LargestPrecision + 1);
        }

        return at > start && precision <= LargestPrecision;
    }

    private static CelValue Clause(char letter, int precision, in CelValue value, long longest)
    {
        var text = letter switch
        {
            's' => Any(value, longest),
            'd' => Whole(value),
            'f' => AsDouble(value) is { } number ? DoubleText.Special(number) ?? DoubleText.Fixed(number, precision) : null,
            'e' => AsDouble(value) is { } number ? DoubleText.Special(number) ?? DoubleText.Scientific(number, precision) : null,
            'b' => value.Kind == CelKind.Bool ? (value.IsTrue ? "1" : "0") : Based(value, 1),
            'o' => Based(value, 3),
            'x' => Hex(value)?.ToLowerInvariant(),
            'X' => Hex(value),
            _ => null,
        };
        return text is not null ? CelValue.String(text)
            : Letters.Contains(letter) ? Wrong($"%{letter} does not take {RuntimeType.Of(value).Name}")
            : Wrong($"%{Shown.Character(letter.ToString(), 0)} is not known; known are %s %d %f %e %b %o %x %X");
    }

    private static string? Any(in CelValue value, long longest)
        => value.Kind is CelKind.Optional or CelKind.Opaque ? null : ValueText.Of(value, longest);

    private static string? Whole(in CelValue value) => NumberOrder.IsNumber(value.Kind) ? ValueText.Of(value) : null;

    private static double? AsDouble(in CelValue value) => value.Kind switch
    {
        CelKind.Int => value.Bits,
        CelKind.Uint => value.UintBits,
        CelKind.Double => value.DoubleBits,
        _ => null,
    };

    private static string? Hex(in CelValue value) => value.Kind switch
    {
        CelKind.String => Convert.ToHexString(Encoding.UTF8.GetBytes(value.Text)),
        CelKind.Bytes => Convert.ToHexString(value.Octets),
        _ => Based(value, 4),
    };

    /// <summary>An integer in base 2, 8 or 16, by the bits of a digit; a minus before a negative one. Null for other kinds.</summary>
    private static string? Based(in CelValue value, int bits)
    {
        if (value.Kind is not (CelKind.Int or CelKind.Uint))
        {
            return null;
        }

        var negative = value.Kind == CelKind.Int && value.Bits < 0;
        var rest = negative ? unchecked((ulong)-value.Bits) : value.UintBits;
        var digits = new StringBuilder();
        do
        {
            digits.Insert(0, (rest & ((1UL << bits) - 1)).ToString("X", CultureInfo.InvariantCulture));
            rest >>= bits;
        }
        while (rest > 0);

        return negative ? $"-{digits}" : digits.ToString();
    }

    private static CelValue Wrong(string message) => CelValue.Error(CelErrorCode.InvalidArgument, $"the format is wrong: {message}");
}
