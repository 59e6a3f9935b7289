using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names a persona. At most 200 characters, compared by ordinal; <c>default</c> names nothing and is refused wherever it is passed.</summary>
[JsonConverter(typeof(TextJsonConverter<PersonaId>))]
public readonly record struct PersonaId : IParsable<PersonaId>
{
    /// <summary>Wraps the host's own identifier.</summary>
    /// <param name="value">Not empty, no control characters, no white space at its ends.</param>
    /// <exception cref="ArgumentException">The text breaks one of these rules.</exception>
    public PersonaId(string value) => Value = Text.Identifier(value);

    /// <summary>The identifier as given; null only for <c>default</c>.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static PersonaId IParsable<PersonaId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<PersonaId>.TryParse(string? s, IFormatProvider? provider, out PersonaId result) => Text.TryRead(s, static text => new PersonaId(text), out result);
}
