namespace OmniChannel;

/// <summary>A window of the day that a customer's facts state, as minutes of one day, and its end counted on past midnight. A missing fact makes it last all day.</summary>
/// <param name="rule">The rule that states it.</param>
/// <param name="now">The minute of the day.</param>
/// <param name="shift">What is added to it.</param>
/// <param name="from">Where the window begins.</param>
/// <param name="until">Where it ends: no more than a day after it begins.</param>
internal sealed class WindowField(WindowRule rule, PlanField now, PlanField shift, PlanField from, PlanField until)
{
    public const int Day = 1440;

    /// <summary>Whether one clock holds for all customers.</summary>
    public bool IsShared => now.Scope == PlanScope.Context;

    /// <summary>The clock that all customers share, for a context.</summary>
    public (PlanField Field, long Minute) Context<TFacts>(TFacts facts)
        where TFacts : IFactSource => (now, NumberField.Of(facts.Read(rule.Minute), null) is { } minute ? OfDay(minute) : long.MinValue);

    public void Pack<TFacts>(TFacts facts, Span<byte> row)
        where TFacts : IFactSource
    {
        var minute = IsShared ? 0 : NumberField.Of(facts.Read(rule.Minute), null);
        var by = rule.Shift is { } fact ? NumberField.Of(facts.Read(fact), null) : 0;
        var (begins, lasts) = NumberField.Of(facts.Read(rule.From), null) is { } a && NumberField.Of(facts.Read(rule.Until), null) is { } b && minute is not null && by is not null
            ? Window(a, b)
            : (0, Day);
        if (!IsShared)
        {
            PlanRow.Write(row, now, OfDay(minute ?? 0));
        }

        PlanRow.Write(row, shift, OfDay(by ?? 0));
        PlanRow.Write(row, from, begins);
        PlanRow.Write(row, until, begins + lasts);
    }

    private static long OfDay(long minute) => ((minute % Day) + Day) % Day;

    /// <summary>Where it begins and how long it lasts: from one minute to before the other, or, when they stand the other way round, across midnight.</summary>
    private static (long From, long Lasts) Window(long from, long until)
    {
        var (a, b) = (Math.Clamp(from, 0, Day), Math.Clamp(until, 0, Day));
        return (a % Day, from <= until ? b - a : Day - a + b);
    }
}
