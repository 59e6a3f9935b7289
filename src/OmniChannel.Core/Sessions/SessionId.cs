using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names a session. No secret: what opens a session is its token. At most 180 characters; <c>default</c> names nothing.</summary>
[JsonConverter(typeof(TextJsonConverter<SessionId>))]
public readonly record struct SessionId : IParsable<SessionId>
{
    /// <summary>Wraps a name.</summary>
    /// <param name="value">Not empty, no control characters, no white space at its ends.</param>
    /// <exception cref="ArgumentException">The text breaks one of these rules.</exception>
    public SessionId(string value) => Value = Text.Identifier(value) is { Length: <= 180 } id ? id : throw new ArgumentException("The name of a session has at most 180 characters.", nameof(value));

    /// <summary>The identifier as given; null only for <c>default</c>.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static SessionId IParsable<SessionId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<SessionId>.TryParse(string? s, IFormatProvider? provider, out SessionId result) => Text.TryRead(s, static text => new SessionId(text), out result);
}
