using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names one message for one recipient on one channel, from the outbox to its last receipt. At most 200 characters, compared by ordinal; <c>default</c> names nothing and is refused wherever it is passed.</summary>
[JsonConverter(typeof(TextJsonConverter<DeliveryId>))]
public readonly record struct DeliveryId : IParsable<DeliveryId>
{
    /// <summary>Wraps the host's own identifier.</summary>
    /// <param name="value">Not empty, no control characters, no white space at its ends.</param>
    /// <exception cref="ArgumentException">The text breaks one of these rules.</exception>
    public DeliveryId(string value) => Value = Text.Identifier(value);

    /// <summary>The identifier as given; null only for <c>default</c>.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static DeliveryId IParsable<DeliveryId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<DeliveryId>.TryParse(string? s, IFormatProvider? provider, out DeliveryId result) => Text.TryRead(s, static text => new DeliveryId(text), out result);
}
