using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names a brand or a customer of the host whose data is kept apart. At most 200 characters, compared by ordinal; <c>default</c> names nothing and is refused wherever it is passed.</summary>
[JsonConverter(typeof(TextJsonConverter<TenantId>))]
public readonly record struct TenantId : IParsable<TenantId>
{
    /// <summary>Wraps the host's own identifier.</summary>
    /// <param name="value">Not empty, no control characters, no white space at its ends.</param>
    /// <exception cref="ArgumentException">The text breaks one of these rules.</exception>
    public TenantId(string value) => Value = Text.Identifier(value);

    /// <summary>The identifier as given; null only for <c>default</c>.</summary>
    public string Value { get; }

    /// <summary>The tenant of a host that has only one.</summary>
    public static TenantId Default { get; } = new("default");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static TenantId IParsable<TenantId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<TenantId>.TryParse(string? s, IFormatProvider? provider, out TenantId result) => Text.TryRead(s, static text => new TenantId(text), out result);
}
