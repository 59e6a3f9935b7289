using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>What a message is for; consent is given per purpose. An open set: a host adds a value by naming it.</summary>
[JsonConverter(typeof(TextJsonConverter<Purpose>))]
public readonly partial record struct Purpose : IParsable<Purpose>
{
    /// <summary>Names a value, in lower-case ASCII letters, digits, '-', '.' and '_'; at most 64 characters.</summary>
    /// <exception cref="ArgumentException">The name breaks one of these rules.</exception>
    public Purpose(string name) => Name = Text.Name(name);

    /// <summary>The name, such as "marketing"; null only for <c>default</c>, which is refused wherever it is passed.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    static Purpose IParsable<Purpose>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<Purpose>.TryParse(string? s, IFormatProvider? provider, out Purpose result) => Text.TryRead(s, static text => new Purpose(text), out result);
}
