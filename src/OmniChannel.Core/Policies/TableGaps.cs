namespace OmniChannel;

/// <summary>Finds a value that a table without an "otherwise" misses.</summary>
internal static class TableGaps
{
    private const int MostValues = 10_000;

    /// <summary>The first key without a row, in words, or why nobody can tell; null when the table is complete.</summary>
    public static string? First(IReadOnlyList<Fact> keys, TableRow[] rows, IReadOnlyList<Channel> channels)
    {
        var known = rows.Select(row => (row.First, row.Second)).ToHashSet();
        foreach (var key in keys)
        {
            if (ValuesOf(key, channels) is null)
            {
                return $"{key} may have values that nobody can list, so some of them have no row.";
            }
        }

        foreach (var first in ValuesOf(keys[0], channels)!)
        {
            foreach (var second in keys.Count == 2 ? ValuesOf(keys[1], channels)! : [FactValue.Absent])
            {
                if (!known.Contains((first, second)))
                {
                    return $"The table has no row for {keys[0]} {first}" + (keys.Count == 2 ? $" and {keys[1]} {second}." : ".");
                }
            }
        }

        return null;
    }

    private static IEnumerable<FactValue>? ValuesOf(Fact key, IReadOnlyList<Channel> channels) => key.Kind switch
    {
        FactKind.Flag => [FactValue.Of(false), FactValue.Of(true)],
        FactKind.Number when key.Domain is { Min: { } min, Max: { } max } && max - min < MostValues => Range(min, max),
        FactKind.Text when key.Domain.Values.Count > 0 => key.Domain.Values.Select(FactValue.Of),
        FactKind.Text when key.Id == FactId.Channel && channels.Count > 0 => channels.Select(channel => FactValue.Of(channel.Name)),
        _ => null,
    };

    private static IEnumerable<FactValue> Range(long min, long max)
    {
        for (var number = min; number <= max; number++)
        {
            yield return FactValue.Of(number);
        }
    }
}
