namespace OmniChannel;

/// <summary>Points, or costs, by the values of one or two facts. Rows come in any order; a table is complete, or says what holds otherwise. Immutable.</summary>
public sealed record ScoreTable : ScorePoints
{
    internal const int MaxRows = 10_000;

    private ScoreTable(IReadOnlyList<Fact> keys, IReadOnlyList<TableRow> rows, int? rest) => (Keys, Rows, Rest) = (keys, rows, rest);

    /// <summary>The facts by which it is keyed.</summary>
    public IReadOnlyList<Fact> Keys { get; }

    internal override IReadOnlyList<Fact> Reads => Keys;

    /// <summary>In the order of their keys, once the table is part of a policy.</summary>
    internal IReadOnlyList<TableRow> Rows { get; private init; }

    /// <summary>What a key without a row is worth; null when there is none.</summary>
    internal int? Rest { get; private init; }

    /// <summary>Adds a row to a table of one key.</summary>
    /// <param name="key">The value.</param>
    /// <param name="points">Its points.</param>
    /// <exception cref="ArgumentException">The table has two keys, or the key is not of the fact's type.</exception>
    public ScoreTable Row(TableKey key, int points) => Row(new TableRow(key.Value, default, points), 1);

    /// <summary>Adds a row to a table of two keys.</summary>
    /// <param name="first">The value of the first.</param>
    /// <param name="second">The value of the second.</param>
    /// <param name="points">Its points.</param>
    /// <exception cref="ArgumentException">The table has one key, or a key is not of its fact's type.</exception>
    public ScoreTable Row(TableKey first, TableKey second, int points) => Row(new TableRow(first.Value, second.Value, points), 2);

    /// <summary>What every key without a row is worth. Without it, a policy refuses a table that misses one.</summary>
    public ScoreTable Otherwise(int points) => this with { Rest = points };

    /// <summary>Whether the other table answers the same.</summary>
    public bool Equals(ScoreTable? other) => other is not null && Rest == other.Rest && Keys.SequenceEqual(other.Keys) && Rows.SequenceEqual(other.Rows);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Keys[0], Keys.Count, Rows.Count, Rest);

    internal static ScoreTable By(params Fact[] keys)
    {
        foreach (var key in keys)
        {
            ArgumentNullException.ThrowIfNull(key);
            if (key.Kind == FactKind.Money)
            {
                throw new ArgumentException($"{key} is money, which keys no table; use ScorePoints.Steps.", nameof(keys));
            }
        }

        return keys.Distinct().Count() == keys.Length ? new ScoreTable(keys, [], null) : throw new ArgumentException($"{keys[0]} keys the table twice.", nameof(keys));
    }

    internal ScoreTable With(IReadOnlyList<TableRow> rows, int? rest) => this with { Rows = rows, Rest = rest };

    /// <summary>The table in its canonical order, checked against the channels that it is asked for.</summary>
    /// <exception cref="ArgumentException">A row stands twice, is worth too much, or is missing.</exception>
    internal ScoreTable Checked(IReadOnlyList<Channel> channels, int least, int most)
    {
        var sorted = Rows.Order(TableRow.ByKey).ToArray();
        for (var i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].Points < least || sorted[i].Points > most)
            {
                throw new ArgumentException($"The row {sorted[i]} is outside {least} to {most}.");
            }

            if (i > 0 && TableRow.ByKey.Compare(sorted[i - 1], sorted[i]) == 0)
            {
                throw new ArgumentException($"The row {sorted[i]} stands twice.");
            }
        }

        return sorted.Length > MaxRows ? throw new ArgumentException($"A table has at most {MaxRows} rows; found {sorted.Length}.")
            : Rest is { } rest ? rest >= least && rest <= most ? this with { Rows = sorted } : throw new ArgumentException($"Otherwise {rest} is outside {least} to {most}.")
            : TableGaps.First(Keys, sorted, channels) is { } gap ? throw new ArgumentException($"{gap} Add it, or say Otherwise(…).")
            : this with { Rows = sorted };
    }

    private ScoreTable Row(TableRow row, int keys)
    {
        if (Keys.Count != keys)
        {
            throw new ArgumentException($"The table is keyed by {string.Join(" and ", Keys)}: a row has {Keys.Count} keys, not {keys}.");
        }

        Require(Keys[0], row.First);
        if (keys == 2)
        {
            Require(Keys[1], row.Second);
        }

        return this with { Rows = [.. Rows, row] };
    }

    internal static void Require(Fact fact, FactValue key)
    {
        if (key.State != FactState.Present || key.Kind != fact.Kind)
        {
            throw new ArgumentException($"{fact} is never {key}: it is of another type.");
        }

        if (fact.Domain.Problem(key) is { } problem || (!fact.Domain.Allows(key) && (problem = $"is never {key}, which is outside what it declares") is not null))
        {
            throw new ArgumentException($"{fact} {problem}.");
        }
    }
}
