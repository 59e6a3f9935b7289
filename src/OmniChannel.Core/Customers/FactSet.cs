using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>What a host says by its own facts, of a customer or of one message: <c>FactSet.Empty.With(Shop.Vip, true)</c>. A fact that is not in it is absent. Immutable, and safe for many threads.</summary>
/// <remarks>Values are kept as they were stated and judged when a policy asks: one of another type, or outside what the fact declares, is an error, which a condition treats as a fact that is missing.</remarks>
[JsonConverter(typeof(FactSetJsonConverter))]
public sealed class FactSet
{
    internal const int MaxCount = 500;
    internal const int MaxText = 1000;

    private readonly ImmutableSortedDictionary<string, FactValue> _values;

    internal FactSet(ImmutableSortedDictionary<string, FactValue> values) => _values = values;

    /// <summary>Says nothing.</summary>
    public static FactSet Empty { get; } = new(ImmutableSortedDictionary.Create<string, FactValue>(StringComparer.Ordinal));

    /// <summary>How many values it holds; one per channel for facts that each channel has.</summary>
    public int Count => _values.Count;

    internal IEnumerable<KeyValuePair<string, FactValue>> Values => _values;

    /// <summary>The values of both; where both speak of a fact, those of the other.</summary>
    public FactSet With(FactSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Count == 0 ? this : Count == 0 ? other : new(_values.SetItems(other._values));
    }

    internal FactSet With(string name, Channel? channel, FactValue value)
    {
        if (value.Kind == FactKind.Text && value.Text is { Length: > MaxText })
        {
            throw new ArgumentException($"{name} has a text of {value.Text.Length} characters; at most {MaxText} are allowed.", nameof(value));
        }

        var values = _values.SetItem(Key(name, channel), value);
        return values.Count <= MaxCount ? new(values) : throw new ArgumentException($"A set holds at most {MaxCount} values; {name} is one too many.", nameof(name));
    }

    internal FactValue Read(string name, Channel? channel) => _values.GetValueOrDefault(Key(name, channel));

    private static string Key(string name, Channel? channel) => channel is { } of ? name + "@" + of.Name : name;
}
