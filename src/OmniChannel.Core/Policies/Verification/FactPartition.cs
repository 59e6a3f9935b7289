namespace OmniChannel;

/// <summary>The values that a fact may have, cut where the policy's constants lie: within a class, every condition over this fact has one answer. Immutable.</summary>
internal sealed class FactPartition
{
    private FactPartition(Fact fact, FactClass[] classes) => (Fact, Classes, Runs) = (fact, classes, [.. RunsOf(classes)]);

    public Fact Fact { get; }

    /// <summary>The first is that the fact is missing.</summary>
    public IReadOnlyList<FactClass> Classes { get; }

    /// <summary>The classes, cut into stretches within which numbers of one kind ascend; a class of any other value is a stretch of its own. First and last.</summary>
    public IReadOnlyList<(int First, int Last)> Runs { get; }

    public static FactPartition Of(Fact fact, IEnumerable<FactValue> constants)
    {
        var known = constants.Where(constant => constant.Kind == fact.Kind && constant.State == FactState.Present).Distinct().ToArray();
        var present = fact.Kind switch
        {
            FactKind.Flag => [new FactClass { Sample = FactValue.Of(false) }, new FactClass { Sample = FactValue.Of(true) }],
            FactKind.Number => Ranges(known.Select(constant => constant.Number), fact.Domain.Min ?? long.MinValue, fact.Domain.Max ?? long.MaxValue, FactValue.Of),
            FactKind.Money => Amounts(fact.Domain.Currency, known),
            _ => Texts(fact.Domain.Values, [.. known.Select(constant => constant.Text!)]),
        };
        return new FactPartition(fact, [FactClass.Missing, .. present]);
    }

    public ClassSet Where(Func<FactClass, bool> isIn) => ClassSet.Of(Classes.Count, at => isIn(Classes[at]));

    private static IEnumerable<(int First, int Last)> RunsOf(FactClass[] classes)
    {
        for (var (first, last) = (0, 0); last < classes.Length; last++)
        {
            if (last + 1 == classes.Length || !IsAfter(classes[last], classes[last + 1]))
            {
                yield return (first, last);
                first = last + 1;
            }
        }
    }

    private static bool IsAfter(FactClass one, FactClass next) => !one.IsMissing && !one.IsRest && !next.IsRest
        && one.Sample.Kind is FactKind.Number or FactKind.Money && one.Sample.Text == next.Sample.Text && one.Sample.Number < next.Sample.Number;

    private static List<FactClass> Ranges(IEnumerable<long> constants, long min, long max, Func<long, FactValue> value)
    {
        var classes = new List<FactClass>();
        var from = (Int128)min;
        foreach (var constant in constants.Where(constant => constant >= min && constant <= max).Distinct().Order())
        {
            Range(from, (Int128)constant - 1);
            Range(constant, constant);
            from = (Int128)constant + 1;
        }

        Range(from, max);
        return classes;

        void Range(Int128 first, Int128 last)
        {
            if (first <= last)
            {
                classes.Add(new FactClass { Sample = value((long)first), Last = first == last ? null : (long)last });
            }
        }
    }

    private static IEnumerable<FactClass> Amounts(string? declared, FactValue[] constants)
    {
        var currencies = constants.Select(constant => constant.Text!).Append(declared).OfType<string>().Where(code => declared is null || code == declared).Distinct().Order(StringComparer.Ordinal).ToArray();
        foreach (var code in currencies)
        {
            var currency = new Currency(code);
            foreach (var range in Ranges(constants.Where(constant => constant.Text == code).Select(constant => constant.Number), long.MinValue, long.MaxValue, minor => FactValue.Of(new Money(minor, currency))))
            {
                yield return range;
            }
        }

        if (declared is null && Array.Find(["EUR", "USD", "GBP", "CHF", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD"], code => !currencies.Contains(code)) is { } other)
        {
            yield return new FactClass { Sample = FactValue.Of(new Money(100, new Currency(other))), IsRest = true };
        }
    }

    private static IEnumerable<FactClass> Texts(IReadOnlyList<string> declared, HashSet<string> constants)
    {
        foreach (var text in constants.Where(text => declared.Count == 0 || declared.Contains(text)).Order(StringComparer.Ordinal))
        {
            yield return new FactClass { Sample = FactValue.Of(text) };
        }

        var rest = declared.Count > 0 ? declared.FirstOrDefault(text => !constants.Contains(text)) : Enumerable.Range(1, constants.Count + 1).Select(number => FormattableString.Invariant($"other-{number}")).First(text => !constants.Contains(text));
        if (rest is not null)
        {
            yield return new FactClass { Sample = FactValue.Of(rest), IsRest = true };
        }
    }
}
