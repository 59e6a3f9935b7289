using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>A way to reach a customer or to be reached by one. An open set: a host adds a value by naming it.</summary>
[JsonConverter(typeof(TextJsonConverter<Channel>))]
public readonly partial record struct Channel : IParsable<Channel>
{
    /// <summary>Names a value, in lower-case ASCII letters, digits, '-', '.' and '_'; at most 64 characters.</summary>
    /// <exception cref="ArgumentException">The name breaks one of these rules.</exception>
    public Channel(string name) => Name = Text.Name(name);

    /// <summary>The name, such as "live-chat"; null only for <c>default</c>, which is refused wherever it is passed.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    static Channel IParsable<Channel>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<Channel>.TryParse(string? s, IFormatProvider? provider, out Channel result) => Text.TryRead(s, static text => new Channel(text), out result);
}
