using System.Text;

namespace OmniChannel.Expressions;

/// <summary><c>split</c> and <c>join</c>.</summary>
internal static class StringSplits
{
    private static readonly CelType Texts = CelType.List(CelType.String);

    public static IEnumerable<CelOverload> All =>
    [
        CelOverload.Member("split", Texts, Split, CelType.String, CelType.String),
        CelOverload.Member("split", Texts, Split, CelType.String, CelType.String, CelType.Int),
        CelOverload.Member("join", CelType.String, Join, Texts),
        CelOverload.Member("join", CelType.String, Join, Texts, CelType.String),
    ];

    private static CelValue Split(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var (text, separator) = (arguments[0].Text, arguments[1].Text);
        var limit = arguments.Length > 2 ? arguments[2].Bits : -1;
        if (limit == 0)
        {
            return CelValue.Owned(CelList.Empty);
        }

        if (!TextFunctions.TryTakeSearch(text, separator, ref budget) || !budget.TryTakeSize(text.Length + 1))
        {
            return budget.Exceeded();
        }

        List<CelValue> parts = [];
        var at = 0;
        while (parts.Count + 1 != limit && Next(text, separator, at) is var found and >= 0)
        {
            if (!budget.TryTakeSize(1))
            {
                return budget.Exceeded();
            }

            parts.Add(CelValue.String(text[at..found]));
            at = found + separator.Length;
        }

        if (separator.Length > 0 || at < text.Length)
        {
            parts.Add(CelValue.String(text[at..]));
        }

        return CelValue.Owned(new CelList([.. parts]));
    }

    /// <summary>The place of the next separator; the empty one stands behind every character.</summary>
    private static int Next(string text, string separator, int at)
        => separator.Length > 0 ? text.IndexOf(separator, at, StringComparison.Ordinal)
            : at < text.Length ? at + CodePoints.Width(text, at)
            : -1;

    private static CelValue Join(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var separator = arguments.Length > 1 ? arguments[1].Text : "";
        var made = new StringBuilder();
        var first = true;
        foreach (ref readonly var item in arguments[0].Items.Span)
        {
            if (item.Kind != CelKind.String)
            {
                return CelValue.Error(CelErrorCode.NoMatchingOverload, $"'join' takes a list of string; one element is {RuntimeType.Of(item).Name}");
            }

            if (!budget.TryTakeSize(separator.Length + item.Text.Length))
            {
                return budget.Exceeded();
            }

            made.Append(first ? "" : separator).Append(item.Text);
            first = false;
        }

        return CelValue.String(made.ToString());
    }
}
