namespace OmniChannel;

/// <summary>What is known of existing customers by one fact, or of how they answer on one channel: one value for each customer, in the same order in every column; null for not known. Immutable.</summary>
public sealed class PersonaColumn
{
    private PersonaColumn(Fact? fact, Channel? channel, int count) => (Fact, Channel, Count) = (fact, channel, count);

    /// <summary>The fact; null for a channel.</summary>
    public Fact? Fact { get; }

    /// <summary>The channel; null for a fact.</summary>
    public Channel? Channel { get; }

    /// <summary>How many customers.</summary>
    public int Count { get; }

    /// <summary>Of a number, an amount, a flag or a channel.</summary>
    internal long?[]? Numbers { get; private init; }

    internal string?[]? Texts { get; private init; }

    /// <summary>Of an amount.</summary>
    internal string? Currency { get; private init; }

    internal string Name => Fact?.Name ?? Channel!.Value.Name;

    /// <summary>A whole number.</summary>
    public static PersonaColumn Number(OrderedFact<int> fact, IReadOnlyList<int?> values)
    {
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(values);
        return new(fact, null, values.Count) { Numbers = [.. values.Select(value => (long?)value)] };
    }

    /// <summary>An amount of money, all of one currency.</summary>
    /// <exception cref="ArgumentException">There are several currencies.</exception>
    public static PersonaColumn Amount(OrderedFact<Money> fact, IReadOnlyList<Money?> values)
    {
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(values);
        var currencies = values.OfType<Money>().Select(value => value.Currency.Code).Distinct().ToList();
        return currencies.Count > 1
            ? throw new ArgumentException($"{fact} is stated in {string.Join(", ", currencies)}; state it in one currency.", nameof(values))
            : new(fact, null, values.Count) { Numbers = [.. values.Select(value => value?.Minor)], Currency = currencies.FirstOrDefault() };
    }

    /// <summary>True or false.</summary>
    public static PersonaColumn Flag(FlagFact fact, IReadOnlyList<bool?> values)
    {
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(values);
        return new(fact, null, values.Count) { Numbers = [.. values.Select(value => value is { } known ? known ? 1L : 0L : (long?)null)] };
    }

    /// <summary>One of several texts: a country, the channel of purchase.</summary>
    /// <exception cref="ArgumentException">The fact is no text.</exception>
    public static PersonaColumn Text(Fact fact, IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(values);
        return fact.Kind == FactKind.Text
            ? new(fact, null, values.Count) { Texts = [.. values] }
            : throw new ArgumentException($"{fact} is a {fact.Kind.ToString().ToLowerInvariant()}, not a text; call Number, Amount or Flag.", nameof(fact));
    }

    /// <summary>How many of a thousand messages on a channel each customer answered by any engagement. Customers are not grouped by it; the weights of the channels are proposed from it.</summary>
    /// <exception cref="ArgumentException">A value is outside 0 to 1000.</exception>
    public static PersonaColumn Answers(Channel channel, IReadOnlyList<int?> perMille)
    {
        ArgumentNullException.ThrowIfNull(perMille);
        return perMille.FirstOrDefault(value => value is < 0 or > 1000) is { } wrong
            ? throw new ArgumentException($"Of a thousand messages on {channel} {wrong} were answered; expected 0 to 1000.", nameof(perMille))
            : new(null, channel, perMille.Count) { Numbers = [.. perMille.Select(value => (long?)value)] };
    }
}
