using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>What a message is about; customers like and dislike topics. An open set: a host adds a value by naming it.</summary>
[JsonConverter(typeof(TextJsonConverter<Topic>))]
public readonly partial record struct Topic : IParsable<Topic>
{
    /// <summary>Names a value, in lower-case ASCII letters, digits, '-', '.' and '_'; at most 64 characters.</summary>
    /// <exception cref="ArgumentException">The name breaks one of these rules.</exception>
    public Topic(string name) => Name = Text.Name(name);

    /// <summary>The name, such as "new-arrivals"; null only for <c>default</c>, which is refused wherever it is passed.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    static Topic IParsable<Topic>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<Topic>.TryParse(string? s, IFormatProvider? provider, out Topic result) => Text.TryRead(s, static text => new Topic(text), out result);
}
