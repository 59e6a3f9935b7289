using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>What kind of mark a person is known by. An open set: a host adds a value by naming it, and says in <c>IdentityRules</c> what it is worth.</summary>
[JsonConverter(typeof(TextJsonConverter<IdentifierType>))]
public readonly partial record struct IdentifierType : IParsable<IdentifierType>
{
    /// <summary>Names a value, in lower-case ASCII letters, digits, '-', '.' and '_'; at most 64 characters.</summary>
    /// <exception cref="ArgumentException">The name breaks one of these rules.</exception>
    public IdentifierType(string name) => Name = Text.Name(name);

    /// <summary>The name, such as "verified-email"; null only for <c>default</c>, which is refused wherever it is passed.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    static IdentifierType IParsable<IdentifierType>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<IdentifierType>.TryParse(string? s, IFormatProvider? provider, out IdentifierType result) => Text.TryRead(s, static text => new IdentifierType(text), out result);
}
