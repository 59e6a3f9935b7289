namespace OmniChannel;

/// <summary>Judges rules by walking them: the specification that a compiled plan is held to. A missing fact makes what takes channels out fire, and a score add nothing.</summary>
internal static class RuleWalker
{
    private const int MinutesOfDay = 1440;

    /// <summary>Whether the rule takes the channel out; unknown when a fact is missing, which takes it out too.</summary>
    public static Truth TakesOut<TFacts>(PolicyRule rule, TFacts facts)
        where TFacts : IFactSource
    {
        var when = ConditionWalker.Evaluate(rule.When, facts);
        return rule switch
        {
            ScoreRule => Truth.False,
            ExcludeRule => when,
            RequireRule => when switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown },
            WindowRule window => when == Truth.False ? when : And(when, IsWithin(window, facts)),
            BudgetRule budget => when == Truth.False ? when : And(when, IsAbove(budget, facts)),
            _ => throw new InvalidOperationException($"{rule.GetType().Name} is a rule that nobody judges."),
        };
    }

    /// <summary>What a scoring rule adds, when its condition holds and no fact is missing.</summary>
    public static (Truth Truth, int Points) Points<TFacts>(ScoreRule rule, TFacts facts)
        where TFacts : IFactSource
    {
        var when = ConditionWalker.Evaluate(rule.When, facts);
        return when != Truth.True ? (when, 0) : Of(rule.Points, facts) is { } points ? (Truth.True, points) : (Truth.Unknown, 0);
    }

    /// <summary>The rules alone, the host's own gates left aside: the channel with the most points, the first of them among equals; −1 and 0 when none is left.</summary>
    public static (int Channel, int Score) Choose<TFacts>(Policy policy, IReadOnlyList<Channel> channels, Func<int, TFacts> factsOf)
        where TFacts : IFactSource
    {
        var (best, most) = (-1, 0);
        for (var i = 0; i < channels.Count; i++)
        {
            if (Score(policy, channels[i], factsOf(i)) is { } score && (best < 0 || score > most))
            {
                (best, most) = (i, score);
            }
        }

        return (best, most);
    }

    /// <summary>What the rules alone give a channel; null when one takes it out.</summary>
    public static int? Score<TFacts>(Policy policy, Channel channel, TFacts facts)
        where TFacts : IFactSource
    {
        var score = 0;
        foreach (var rule in policy.Rules)
        {
            if (!rule.Concerns(channel))
            {
                continue;
            }

            if (rule is ScoreRule scoring)
            {
                score = checked(score + Points(scoring, facts).Points);
            }
            else if (TakesOut(rule, facts) != Truth.False)
            {
                return null;
            }
        }

        return score;
    }

    private static int? Of<TFacts>(ScorePoints points, TFacts facts)
        where TFacts : IFactSource => points switch
        {
            FixedPoints @fixed => @fixed.Points,
            ScoreTable table => Row(table, facts),
            StepPoints steps => Number(facts.Read(steps.Fact), steps.Currency) is { } value ? Step(steps, value) : null,
            LinearPoints linear => Number(facts.Read(linear.Fact), linear.Currency) is { } value ? Within((Int128)value * linear.Points / linear.Per, linear.Min, linear.Max) : null,
            RatePoints rate => Number(facts.Read(rate.Learned), null) is { } value && (rate.Baseline ?? Number(facts.Read(Facts.History.Usual), null)) is { } baseline
                ? Within((value - (Int128)baseline) * rate.Points / 1000, rate.Min, rate.Max)
                : null,
            _ => throw new InvalidOperationException($"{points.GetType().Name} are points that nobody counts."),
        };

    private static int? Row<TFacts>(ScoreTable table, TFacts facts)
        where TFacts : IFactSource
    {
        var first = facts.Read(table.Keys[0]);
        var second = table.Keys.Count == 2 ? facts.Read(table.Keys[1]) : FactValue.Absent;
        if (first.State != FactState.Present || (table.Keys.Count == 2 && second.State != FactState.Present))
        {
            return null;
        }

        var (from, until, sought) = (0, table.Rows.Count, new TableRow(first, second, 0));
        while (from < until)
        {
            var middle = (from + until) / 2;
            var order = TableRow.ByKey.Compare(table.Rows[middle], sought);
            if (order == 0)
            {
                return table.Rows[middle].Points;
            }

            (from, until) = order < 0 ? (middle + 1, until) : (from, middle);
        }

        return table.Rest;
    }

    private static int Step(StepPoints steps, long value)
    {
        var points = 0;
        foreach (var step in steps.Ladder)
        {
            points = value >= step.From ? step.Points : points;
        }

        return points;
    }

    private static Truth IsWithin<TFacts>(WindowRule rule, TFacts facts)
        where TFacts : IFactSource
    {
        var shift = rule.Shift is { } fact ? Number(facts.Read(fact), null) : 0;
        if (Number(facts.Read(rule.Minute), null) is not { } minute || shift is not { } by || Number(facts.Read(rule.From), null) is not { } from || Number(facts.Read(rule.Until), null) is not { } until)
        {
            return Truth.Unknown;
        }

        var local = (((minute + by) % MinutesOfDay) + MinutesOfDay) % MinutesOfDay;
        return (from <= until ? local >= from && local < until : local >= from || local < until) ? Truth.True : Truth.False;
    }

    private static Truth IsAbove<TFacts>(BudgetRule rule, TFacts facts)
        where TFacts : IFactSource =>
        Number(facts.Read(rule.Left), rule.Currency?.Code) is { } left && Row(rule.Costs, facts) is { } cost ? cost > left ? Truth.True : Truth.False : Truth.Unknown;

    private static long? Number(FactValue value, string? currency) =>
        value.State == FactState.Present && value.Kind == (currency is null ? FactKind.Number : FactKind.Money) && value.Text == currency ? value.Number : null;

    private static int Within(Int128 points, int min, int max) => (int)Int128.Clamp(points, min, max);

    private static Truth And(Truth left, Truth right) => left == Truth.False || right == Truth.False ? Truth.False : left == Truth.Unknown ? left : right;
}
