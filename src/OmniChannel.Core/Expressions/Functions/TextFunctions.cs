namespace OmniChannel.Expressions;

/// <summary>The tests on text that every implementation has: <c>contains</c>, <c>startsWith</c>, <c>endsWith</c>, <c>matches</c>.</summary>
internal static class TextFunctions
{
    public static readonly CelFunction Matches = MatchesPattern;

    public static IEnumerable<CelOverload> All =>
    [
        CelOverload.Member("contains", CelType.Bool, Contains, CelType.String, CelType.String),
        CelOverload.Member("startsWith", CelType.Bool, StartsWith, CelType.String, CelType.String),
        CelOverload.Member("endsWith", CelType.Bool, EndsWith, CelType.String, CelType.String),
        CelOverload.Member("matches", CelType.Bool, Matches, CelType.String, CelType.String),
        CelOverload.Global("matches", CelType.Bool, Matches, CelType.String, CelType.String),
    ];

    /// <summary>Steps for looking for one text in another, at worst in proportion to the product of their lengths.</summary>
    public static bool TryTakeSearch(string text, string wanted, ref CelBudget budget)
        => budget.TryTakeSteps((long)text.Length * wanted.Length >> 6);

    private static CelValue Contains(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => TryTakeSearch(arguments[0].Text, arguments[1].Text, ref budget)
            ? CelValue.Bool(arguments[0].Text.Contains(arguments[1].Text, StringComparison.Ordinal))
            : budget.Exceeded();

    private static CelValue StartsWith(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => CelValue.Bool(arguments[0].Text.StartsWith(arguments[1].Text, StringComparison.Ordinal));

    private static CelValue EndsWith(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => CelValue.Bool(arguments[0].Text.EndsWith(arguments[1].Text, StringComparison.Ordinal));

    private static CelValue MatchesPattern(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => Patterns.IsMatch(arguments[1].Text, arguments[0].Text, ref budget);
}
