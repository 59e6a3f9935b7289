using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>A figure by which a channel is measured. An open set: a host adds a value by naming it.</summary>
[JsonConverter(typeof(TextJsonConverter<Kpi>))]
public readonly partial record struct Kpi : IParsable<Kpi>
{
    /// <summary>Names a value, in lower-case ASCII letters, digits, '-', '.' and '_'; at most 64 characters.</summary>
    /// <exception cref="ArgumentException">The name breaks one of these rules.</exception>
    public Kpi(string name) => Name = Text.Name(name);

    /// <summary>The name, such as "click-rate"; null only for <c>default</c>, which is refused wherever it is passed.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    static Kpi IParsable<Kpi>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<Kpi>.TryParse(string? s, IFormatProvider? provider, out Kpi result) => Text.TryRead(s, static text => new Kpi(text), out result);
}
