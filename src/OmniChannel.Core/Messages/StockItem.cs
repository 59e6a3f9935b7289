using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names what is sold: a product in one size and colour, the host's SKU. At most 200 characters, compared by ordinal; <c>default</c> names nothing and is refused wherever it is passed.</summary>
[JsonConverter(typeof(TextJsonConverter<StockItem>))]
public readonly record struct StockItem : IParsable<StockItem>
{
    /// <summary>Wraps the host's own identifier.</summary>
    /// <param name="value">Not empty, no control characters, no white space at its ends.</param>
    /// <exception cref="ArgumentException">The text breaks one of these rules.</exception>
    public StockItem(string value) => Value = Text.Identifier(value);

    /// <summary>The identifier as given; null only for <c>default</c>.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static StockItem IParsable<StockItem>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<StockItem>.TryParse(string? s, IFormatProvider? provider, out StockItem result) => Text.TryRead(s, static text => new StockItem(text), out result);
}
