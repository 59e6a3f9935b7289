using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names who answers: an agent, a till, a bot. A bot is a responder like any other. At most 180 characters; <c>default</c> names nothing.</summary>
[JsonConverter(typeof(TextJsonConverter<ResponderId>))]
public readonly record struct ResponderId : IParsable<ResponderId>
{
    /// <summary>Wraps a name.</summary>
    /// <param name="value">Not empty, no control characters, no white space at its ends.</param>
    /// <exception cref="ArgumentException">The text breaks one of these rules.</exception>
    public ResponderId(string value) => Value = Text.Identifier(value) is { Length: <= 180 } id ? id : throw new ArgumentException("The name of a responder has at most 180 characters.", nameof(value));

    /// <summary>The identifier as given; null only for <c>default</c>.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static ResponderId IParsable<ResponderId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<ResponderId>.TryParse(string? s, IFormatProvider? provider, out ResponderId result) => Text.TryRead(s, static text => new ResponderId(text), out result);
}
