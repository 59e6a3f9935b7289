using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>What happened at a touchpoint. An open set: a host adds a value by naming it.</summary>
[JsonConverter(typeof(TextJsonConverter<TouchpointType>))]
public readonly partial record struct TouchpointType : IParsable<TouchpointType>
{
    /// <summary>Names a value, in lower-case ASCII letters, digits, '-', '.' and '_'; at most 64 characters.</summary>
    /// <exception cref="ArgumentException">The name breaks one of these rules.</exception>
    public TouchpointType(string name) => Name = Text.Name(name);

    /// <summary>The name, such as "cart.left"; null only for <c>default</c>, which is refused wherever it is passed.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    static TouchpointType IParsable<TouchpointType>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<TouchpointType>.TryParse(string? s, IFormatProvider? provider, out TouchpointType result) => Text.TryRead(s, static text => new TouchpointType(text), out result);
}
