using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names a reservation of one item; the same name again replaces it. At most 180 characters, compared by ordinal; <c>default</c> names nothing and is refused wherever it is passed.</summary>
[JsonConverter(typeof(TextJsonConverter<ReservationId>))]
public readonly record struct ReservationId : IParsable<ReservationId>
{
    /// <summary>Wraps a name that the caller makes, such as that of an order's line. It stays in the item's log, so it should say nothing of a person.</summary>
    /// <param name="value">Not empty, no control characters, no white space at its ends.</param>
    /// <exception cref="ArgumentException">The text breaks one of these rules.</exception>
    public ReservationId(string value) => Value = Text.Identifier(value) is { Length: <= 180 } id ? id : throw new ArgumentException("The name of a reservation has at most 180 characters.", nameof(value));

    /// <summary>The identifier as given; null only for <c>default</c>.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static ReservationId IParsable<ReservationId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<ReservationId>.TryParse(string? s, IFormatProvider? provider, out ReservationId result) => Text.TryRead(s, static text => new ReservationId(text), out result);
}
