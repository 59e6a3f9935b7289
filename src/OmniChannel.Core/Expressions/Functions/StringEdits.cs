using System.Text;

namespace OmniChannel.Expressions;

/// <summary>Text from text: <c>lowerAscii</c>, <c>upperAscii</c>, <c>trim</c>, <c>reverse</c>, <c>replace</c>, <c>strings.quote</c>.</summary>
internal static class StringEdits
{
    public static IEnumerable<CelOverload> All =>
    [
        CelOverload.Member("lowerAscii", CelType.String, LowerAscii, CelType.String),
        CelOverload.Member("upperAscii", CelType.String, UpperAscii, CelType.String),
        CelOverload.Member("trim", CelType.String, Trim, CelType.String),
        CelOverload.Member("reverse", CelType.String, Reverse, CelType.String),
        CelOverload.Member("replace", CelType.String, Replace, CelType.String, CelType.String, CelType.String),
        CelOverload.Member("replace", CelType.String, Replace, CelType.String, CelType.String, CelType.String, CelType.Int),
        CelOverload.Global("strings.quote", CelType.String, Quote, CelType.String),
    ];

    private static CelValue LowerAscii(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => Mapped(arguments[0].Text, static c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c, ref budget);

    private static CelValue UpperAscii(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => Mapped(arguments[0].Text, static c => char.IsAsciiLetterLower(c) ? (char)(c & ~0x20) : c, ref budget);

    private static CelValue Mapped(string text, Func<char, char> map, ref CelBudget budget)
        => budget.TryTakeSize(text.Length)
            ? CelValue.String(string.Create(text.Length, (text, map), static (made, from) =>
            {
                for (var at = 0; at < made.Length; at++)
                {
                    made[at] = from.map(from.text[at]);
                }
            }))
            : budget.Exceeded();

    private static CelValue Trim(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => budget.TryTakeSize(arguments[0].Text.Length) ? CelValue.String(arguments[0].Text.Trim()) : budget.Exceeded();

    private static CelValue Reverse(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var text = arguments[0].Text;
        if (!budget.TryTakeSize(text.Length) || !budget.TryTakeSteps(text.Length))
        {
            return budget.Exceeded();
        }

        var made = new char[text.Length];
        for (int at = 0, width; at < text.Length; at += width)
        {
            width = CodePoints.Width(text, at);
            text.CopyTo(at, made, made.Length - at - width, width);
        }

        return CelValue.String(new(made));
    }

    private static CelValue Replace(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var (text, old, with) = (arguments[0].Text, arguments[1].Text, arguments[2].Text);
        var left = arguments.Length > 3 ? arguments[3].Bits : -1;
        if (!TextFunctions.TryTakeSearch(text, old, ref budget) || !budget.TryTakeSize(text.Length))
        {
            return budget.Exceeded();
        }

        var made = new StringBuilder();
        var at = 0;
        while (left != 0 && Next(text, old, at, made.Length == 0 && at == 0) is var found and >= 0)
        {
            if (!budget.TryTakeSize(with.Length) || !budget.TryTakeSteps(1))
            {
                return budget.Exceeded();
            }

            made.Append(text, at, found - at).Append(with);
            at = found + old.Length;
            left--;
            if (old.Length == 0 && !TryCopyOne(text, ref at, made))
            {
                break;
            }
        }

        return CelValue.String(made.Append(text, at, text.Length - at).ToString());
    }

    private static int Next(string text, string old, int at, bool first)
        => old.Length > 0 ? text.IndexOf(old, at, StringComparison.Ordinal) : first || at <= text.Length ? at : -1;

    /// <summary>An empty text is found before every character and at the end.</summary>
    private static bool TryCopyOne(string text, ref int at, StringBuilder made)
    {
        if (at >= text.Length)
        {
            return false;
        }

        var width = CodePoints.Width(text, at);
        made.Append(text, at, width);
        at += width;
        return true;
    }

    private static CelValue Quote(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
    {
        var text = arguments[0].Text;
        if (!budget.TryTakeSize((2L * text.Length) + 2))
        {
            return budget.Exceeded();
        }

        var made = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            made.Append(rune.Value switch
            {
                7 => "\\a",
                8 => "\\b",
                9 => "\\t",
                10 => "\\n",
                11 => "\\v",
                12 => "\\f",
                13 => "\\r",
                '\\' => "\\\\",
                '"' => "\\\"",
                _ => rune.ToString(),
            });
        }

        return CelValue.String(made.Append('"').ToString());
    }
}
