using System.Globalization;

namespace OmniChannel;

/// <summary>Says what tells groups of customers apart, and proposes a persona for each.</summary>
internal static class ProposalWriter
{
    private const int MostLines = 5;
    private const int FewestAnswers = 30;

    public static IReadOnlyList<PersonaProposal> Of(IReadOnlyList<PersonaColumn> columns, int[] groups, int kinds)
    {
        var sizes = new int[kinds];
        foreach (var group in groups)
        {
            sizes[group]++;
        }

        var order = Enumerable.Range(0, kinds).Where(group => sizes[group] > 0).OrderByDescending(group => sizes[group]).ThenBy(group => Array.IndexOf(groups, group)).ToList();
        return [.. order.Select((group, place) => One(columns, Array.ConvertAll(groups, one => one == group), sizes[group], place + 1))];
    }

    private static PersonaProposal One(IReadOnlyList<PersonaColumn> columns, bool[] isIn, int size, int number)
    {
        var facts = columns.Where(column => column.Fact is not null).ToList();
        var (rule, covers, precision) = ProposedRule.Of(facts, isIn, size);
        return new PersonaProposal
        {
            Number = number,
            Size = size,
            PerMille = (int)(size * 1000L / isIn.Length),
            Distinguishes = [.. facts.SelectMany(column => Lines(column, isIn)).OrderByDescending(line => line.Telling).ThenBy(line => line.Text, StringComparer.Ordinal).Take(MostLines).Select(line => line.Text)],
            When = rule,
            Covers = covers,
            Precision = precision,
            Channels = columns.Where(column => column.Channel is not null).Select(column => (Channel: column.Channel!.Value, Weight: Weight(column, isIn))).Where(one => one.Weight != 0).ToDictionary(one => one.Channel, one => one.Weight),
        };
    }

    /// <summary>What a column says of them, and how telling it is: for numbers in standard deviations, for shares in shares.</summary>
    private static IEnumerable<(string Text, double Telling)> Lines(PersonaColumn column, bool[] isIn)
    {
        if (column.Texts is { } texts)
        {
            foreach (var value in texts.OfType<string>().Distinct().Order(StringComparer.Ordinal))
            {
                var (here, everywhere) = Shares(texts, isIn, text => text == value, text => text is not null);
                if (Math.Abs(here - everywhere) >= 100)
                {
                    yield return ($"{column.Name} is {value} for {Percent(here)} (everybody {Percent(everywhere)})", Math.Abs(here - everywhere) / 500.0);
                }
            }
        }
        else if (column.Fact!.Kind == FactKind.Flag)
        {
            var (here, everywhere) = Shares(column.Numbers!, isIn, flag => flag == 1, flag => flag is not null);
            if (Math.Abs(here - everywhere) >= 100)
            {
                yield return ($"{column.Name} for {Percent(here)} (everybody {Percent(everywhere)})", Math.Abs(here - everywhere) / 500.0);
            }
        }
        else
        {
            var (here, everywhere, deviation) = Means(column.Numbers!, isIn);
            if (deviation > 0 && Math.Abs(here - everywhere) / deviation >= 0.2)
            {
                yield return ($"{column.Name} {Shown(column, here)} on average (everybody {Shown(column, everywhere)})", Math.Abs(here - everywhere) / deviation);
            }
        }
    }

    private static string Shown(PersonaColumn column, double value) => column.Currency is { } currency
        ? new Money((long)Math.Round(value), new Currency(currency)).ToString()
        : value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Percent(int perMille) => (perMille / 10m).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static (int Here, int Everywhere) Shares<T>(T[] values, bool[] isIn, Func<T, bool> holds, Func<T, bool> known)
    {
        var (hereHolds, here, allHold, all) = (0L, 0L, 0L, 0L);
        for (var i = 0; i < values.Length; i++)
        {
            if (known(values[i]))
            {
                var one = holds(values[i]) ? 1 : 0;
                (allHold, all) = (allHold + one, all + 1);
                (hereHolds, here) = isIn[i] ? (hereHolds + one, here + 1) : (hereHolds, here);
            }
        }

        return ((int)(hereHolds * 1000 / Math.Max(1, here)), (int)(allHold * 1000 / Math.Max(1, all)));
    }

    private static (double Here, double Everywhere, double Deviation) Means(long?[] values, bool[] isIn)
    {
        var (here, hereCount, all, allCount) = (0.0, 0, 0.0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                (all, allCount) = (all + value, allCount + 1);
                (here, hereCount) = isIn[i] ? (here + value, hereCount + 1) : (here, hereCount);
            }
        }

        var (mean, squares) = (all / Math.Max(1, allCount), 0.0);
        foreach (var value in values.OfType<long>())
        {
            squares += (value - mean) * (value - mean);
        }

        return hereCount == 0 ? (mean, mean, 0) : (here / hereCount, mean, Math.Sqrt(squares / Math.Max(1, allCount)));
    }

    /// <summary>How much more they answer there than everybody, in hundredths of what everybody does, in steps of five.</summary>
    private static int Weight(PersonaColumn column, bool[] isIn)
    {
        var (here, everywhere, _) = Means(column.Numbers!, isIn);
        var known = column.Numbers!.Where((value, i) => isIn[i] && value is not null).Count();
        return known < FewestAnswers || everywhere <= 0 ? 0 : (int)Math.Clamp(Math.Round((here - everywhere) / everywhere * 20) * 5, -100, 100);
    }
}
