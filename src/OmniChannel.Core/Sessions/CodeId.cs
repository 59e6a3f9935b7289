using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names a printed code, as it stands on the poster: public, and no secret. At most 40 letters, digits and dashes, the case of no matter (kept in upper case, which makes a QR code small); <c>default</c> names nothing.</summary>
[JsonConverter(typeof(TextJsonConverter<CodeId>))]
public readonly record struct CodeId : IParsable<CodeId>
{
    /// <summary>Wraps what is printed, such as "DROP-BERLIN".</summary>
    /// <param name="value">Up to 40 ASCII letters, digits and dashes.</param>
    /// <exception cref="ArgumentException">It has something else, or is longer.</exception>
    public CodeId(string value) => Value = Printed(value);

    /// <summary>The identifier as given; null only for <c>default</c>.</summary>
    public string Value { get; }

    private static string Printed(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return value.Length <= 40 && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? value.ToUpperInvariant()
            : throw new ArgumentException("A printed code has up to 40 ASCII letters, digits and dashes, such as \"DROP-BERLIN\".", nameof(value));
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static CodeId IParsable<CodeId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<CodeId>.TryParse(string? s, IFormatProvider? provider, out CodeId result) => Text.TryRead(s, static text => new CodeId(text), out result);
}
