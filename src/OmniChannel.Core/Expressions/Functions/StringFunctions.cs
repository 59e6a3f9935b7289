namespace OmniChannel.Expressions;

/// <summary>Places in text, counted in code points from 0: <c>charAt</c>, <c>indexOf</c>, <c>lastIndexOf</c>, <c>substring</c>.</summary>
internal static class StringFunctions
{
    public static IEnumerable<CelOverload> All =>
    [
        CelOverload.Member("charAt", CelType.String, CharAt, CelType.String, CelType.Int),
        CelOverload.Member("indexOf", CelType.Int, IndexOf, CelType.String, CelType.String),
        CelOverload.Member("indexOf", CelType.Int, IndexOf, CelType.String, CelType.String, CelType.Int),
        CelOverload.Member("lastIndexOf", CelType.Int, LastIndexOf, CelType.String, CelType.String),
        CelOverload.Member("lastIndexOf", CelType.Int, LastIndexOf, CelType.String, CelType.String, CelType.Int),
        CelOverload.Member("substring", CelType.String, Substring, CelType.String, CelType.Int),
        CelOverload.Member("substring", CelType.String, Substring, CelType.String, CelType.Int, CelType.Int),
    ];

    public static CelValue OutOfRange(long index, string text)
        => CelValue.Error(CelErrorCode.OutOfRange, $"the text has {CodePoints.Count(text)} characters; {index} is outside");

    private static CelValue CharAt(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var text = arguments[0].Text;
        var at = CodePoints.Offset(text, arguments[1].Bits);
        return at < 0 ? OutOfRange(arguments[1].Bits, text)
            : CelValue.String(at == text.Length ? "" : text.Substring(at, CodePoints.Width(text, at)));
    }

    private static CelValue IndexOf(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var (text, wanted) = (arguments[0].Text, arguments[1].Text);
        var from = arguments.Length > 2 ? arguments[2].Bits : 0;
        var at = CodePoints.Offset(text, from);
        if (at < 0)
        {
            return OutOfRange(from, text);
        }

        if (!TextFunctions.TryTakeSearch(text, wanted, ref budget))
        {
            return budget.Exceeded();
        }

        var found = text.IndexOf(wanted, at, StringComparison.Ordinal);
        return CelValue.Int(found < 0 ? -1 : from + CodePoints.Count(text.AsSpan(at, found - at)));
    }

    private static CelValue LastIndexOf(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var (text, wanted) = (arguments[0].Text, arguments[1].Text);
        var last = text.Length;
        if (arguments.Length > 2)
        {
            last = CodePoints.Offset(text, arguments[2].Bits);
            if (last < 0 || (last == text.Length && wanted.Length > 0 && text.Length > 0))
            {
                return OutOfRange(arguments[2].Bits, text);
            }
        }

        if (!TextFunctions.TryTakeSearch(text, wanted, ref budget))
        {
            return budget.Exceeded();
        }

        var end = (int)Math.Min((long)last + wanted.Length, text.Length);
        var found = text.AsSpan(0, end).LastIndexOf(wanted, StringComparison.Ordinal);
        return CelValue.Int(found < 0 ? -1 : CodePoints.Count(text.AsSpan(0, found)));
    }

    private static CelValue Substring(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var text = arguments[0].Text;
        var from = CodePoints.Offset(text, arguments[1].Bits);
        if (from < 0)
        {
            return OutOfRange(arguments[1].Bits, text);
        }

        var until = arguments.Length > 2 ? CodePoints.Offset(text, arguments[2].Bits) : text.Length;
        if (until < 0)
        {
            return OutOfRange(arguments[2].Bits, text);
        }

        return until < from ? CelValue.Error(CelErrorCode.OutOfRange, $"a part cannot end at {arguments[2].Bits}, before its start at {arguments[1].Bits}")
            : budget.TryTakeSize(until - from) ? CelValue.String(text[from..until])
            : budget.Exceeded();
    }
}
