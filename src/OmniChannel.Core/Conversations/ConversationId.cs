using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names a conversation. At most 180 characters; <c>default</c> names nothing.</summary>
[JsonConverter(typeof(TextJsonConverter<ConversationId>))]
public readonly record struct ConversationId : IParsable<ConversationId>
{
    /// <summary>Wraps a name.</summary>
    /// <param name="value">Not empty, no control characters, no white space at its ends.</param>
    /// <exception cref="ArgumentException">The text breaks one of these rules.</exception>
    public ConversationId(string value) => Value = Text.Identifier(value) is { Length: <= 180 } id ? id : throw new ArgumentException("The name of a conversation has at most 180 characters.", nameof(value));

    /// <summary>The identifier as given; null only for <c>default</c>.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static ConversationId IParsable<ConversationId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<ConversationId>.TryParse(string? s, IFormatProvider? provider, out ConversationId result) => Text.TryRead(s, static text => new ConversationId(text), out result);
}
