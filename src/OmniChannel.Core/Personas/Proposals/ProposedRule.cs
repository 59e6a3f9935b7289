namespace OmniChannel;

/// <summary>Seeks a rule of at most three parts that covers a group of customers and few others: part after part, each time the one after which the rule fits best.</summary>
internal static class ProposedRule
{
    private const int MostParts = 3;

    /// <returns>The rule, how many of a thousand of them it covers, and how many of a thousand whom it covers are of them; no rule where none fits better than none.</returns>
    public static (Condition? Rule, int Covers, int Precision) Of(IReadOnlyList<PersonaColumn> columns, bool[] isIn, int size)
    {
        var left = columns.SelectMany(column => PartsOf(column, isIn)).ToList();
        var holds = new bool[isIn.Length];
        Array.Fill(holds, true);
        Condition? rule = null;
        var fit = Fit.Of(holds, isIn);
        for (var parts = 0; parts < MostParts && left.Count > 0; parts++)
        {
            var tried = left.ConvertAll(part => (Part: part, Fit: Fit.Of(holds, isIn, part.Holds)));
            var best = tried.Aggregate((one, other) => other.Fit.IsBetterThan(one.Fit, size) ? other : one);
            if (!best.Fit.IsBetterThan(fit, size))
            {
                break;
            }

            rule = rule is null ? best.Part.Condition : rule & best.Part.Condition;
            fit = best.Fit;
            for (var i = 0; i < holds.Length; i++)
            {
                holds[i] &= best.Part.Holds[i];
            }

            left.Remove(best.Part);
        }

        return rule is null ? (null, 0, 0) : (rule, (int)(fit.Both * 1000 / size), (int)(fit.Both * 1000 / Math.Max(1, fit.Covered)));
    }

    private static IEnumerable<(Condition Condition, bool[] Holds)> PartsOf(PersonaColumn column, bool[] isIn)
    {
        if (column.Texts is { } texts)
        {
            var values = texts.OfType<string>().Distinct().Order(StringComparer.Ordinal).Where(value => IsMoreCommon(texts, isIn, value)).ToArray();
            if (values.Length > 0)
            {
                var condition = values.Length == 1
                    ? new CompareCondition(column.Fact!, CompareOperator.Equal, FactValue.Of(values[0]))
                    : (Condition)new OneOfCondition(column.Fact!, Array.ConvertAll(values, FactValue.Of));
                yield return (condition, Array.ConvertAll(texts, text => text is not null && values.Contains(text)));
            }

            yield break;
        }

        var numbers = column.Numbers!;
        if (column.Fact!.Kind == FactKind.Flag)
        {
            yield return (new CompareCondition(column.Fact, CompareOperator.Equal, FactValue.Of(true)), Array.ConvertAll(numbers, flag => flag == 1));
            yield return (new NotCondition(new CompareCondition(column.Fact, CompareOperator.Equal, FactValue.Of(true))), Array.ConvertAll(numbers, flag => flag == 0));
            yield break;
        }

        // between the middle of the group and that of the others
        if (Mean(numbers, isIn, true) is { } here && Mean(numbers, isIn, false) is { } others)
        {
            var between = (long)Math.Round((here + others) / 2);
            yield return here > others
                ? (new CompareCondition(column.Fact, CompareOperator.GreaterOrEqual, Constant(column, between)), Array.ConvertAll(numbers, number => number >= between))
                : (new CompareCondition(column.Fact, CompareOperator.LessOrEqual, Constant(column, between)), Array.ConvertAll(numbers, number => number <= between));
        }
    }

    private static FactValue Constant(PersonaColumn column, long value) => column.Currency is { } currency ? FactValue.Of(new Money(value, new Currency(currency))) : FactValue.Of(value);

    private static bool IsMoreCommon(string?[] texts, bool[] isIn, string value)
    {
        var (here, hereAll, others, othersAll) = (0L, 0L, 0L, 0L);
        for (var i = 0; i < texts.Length; i++)
        {
            var one = texts[i] == value ? 1 : 0;
            (here, hereAll, others, othersAll) = isIn[i] ? (here + one, hereAll + 1, others, othersAll) : (here, hereAll, others + one, othersAll + 1);
        }

        return here * othersAll > others * hereAll;
    }

    private static double? Mean(long?[] numbers, bool[] isIn, bool of)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < numbers.Length; i++)
        {
            if (isIn[i] == of && numbers[i] is { } number)
            {
                (sum, count) = (sum + number, count + 1);
            }
        }

        return count == 0 ? null : sum / count;
    }

    /// <summary>Whom a rule covers, and who of them belongs to the group.</summary>
    private readonly record struct Fit(long Covered, long Both)
    {
        public static Fit Of(bool[] holds, bool[] isIn, bool[]? also = null)
        {
            var (covered, both) = (0L, 0L);
            for (var i = 0; i < holds.Length; i++)
            {
                if (holds[i] && (also is null || also[i]))
                {
                    covered++;
                    both += isIn[i] ? 1 : 0;
                }
            }

            return new(covered, both);
        }

        /// <summary>By the harmonic mean of both shares, 2 × both ÷ (covered + size), in whole numbers.</summary>
        public bool IsBetterThan(Fit other, long size) => Both * (other.Covered + size) > other.Both * (Covered + size);
    }
}
