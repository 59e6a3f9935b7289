using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>What a channel is for in a stage of a funnel. An open set: a host adds a value by naming it.</summary>
[JsonConverter(typeof(TextJsonConverter<ChannelRole>))]
public readonly partial record struct ChannelRole : IParsable<ChannelRole>
{
    /// <summary>Names a value, in lower-case ASCII letters, digits, '-', '.' and '_'; at most 64 characters.</summary>
    /// <exception cref="ArgumentException">The name breaks one of these rules.</exception>
    public ChannelRole(string name) => Name = Text.Name(name);

    /// <summary>The name, such as "attract"; null only for <c>default</c>, which is refused wherever it is passed.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    static ChannelRole IParsable<ChannelRole>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<ChannelRole>.TryParse(string? s, IFormatProvider? provider, out ChannelRole result) => Text.TryRead(s, static text => new ChannelRole(text), out result);
}
