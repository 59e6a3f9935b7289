using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>A form that content takes on a channel. An open set: a host adds a value by naming it.</summary>
[JsonConverter(typeof(TextJsonConverter<ContentFormat>))]
public readonly partial record struct ContentFormat : IParsable<ContentFormat>
{
    /// <summary>Names a value, in lower-case ASCII letters, digits, '-', '.' and '_'; at most 64 characters.</summary>
    /// <exception cref="ArgumentException">The name breaks one of these rules.</exception>
    public ContentFormat(string name) => Name = Text.Name(name);

    /// <summary>The name, such as "carousel"; null only for <c>default</c>, which is refused wherever it is passed.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    static ContentFormat IParsable<ContentFormat>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<ContentFormat>.TryParse(string? s, IFormatProvider? provider, out ContentFormat result) => Text.TryRead(s, static text => new ContentFormat(text), out result);
}
