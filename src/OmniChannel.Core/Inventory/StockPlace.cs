using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names a warehouse or a store. At most 180 characters, compared by ordinal; <c>default</c> names nothing and is refused wherever it is passed.</summary>
[JsonConverter(typeof(TextJsonConverter<StockPlace>))]
public readonly record struct StockPlace : IParsable<StockPlace>
{
    /// <summary>Wraps the host's own identifier.</summary>
    /// <param name="value">Not empty, no control characters, no white space at its ends.</param>
    /// <exception cref="ArgumentException">The text breaks one of these rules.</exception>
    public StockPlace(string value) => Value = Text.Identifier(value) is { Length: <= 180 } place ? place : throw new ArgumentException("A place has at most 180 characters.", nameof(value));

    /// <summary>The identifier as given; null only for <c>default</c>.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static StockPlace IParsable<StockPlace>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<StockPlace>.TryParse(string? s, IFormatProvider? provider, out StockPlace result) => Text.TryRead(s, static text => new StockPlace(text), out result);
}
