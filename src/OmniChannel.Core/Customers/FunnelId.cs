using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names a funnel, in code and in facts: a lower-case ASCII letter, then letters and digits, at most 50; <c>default</c> of the type names nothing and is refused wherever it is passed.</summary>
[JsonConverter(typeof(TextJsonConverter<FunnelId>))]
public readonly record struct FunnelId : IParsable<FunnelId>
{
    private const int MaxLength = 50;

    /// <summary>Names a funnel, such as "partners".</summary>
    /// <exception cref="ArgumentException">The name breaks a rule.</exception>
    public FunnelId(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value.Length is > 0 and <= MaxLength && char.IsAsciiLetterLower(value[0]) && value.All(char.IsAsciiLetterOrDigit)
            ? value
            : throw new ArgumentException($"'{(value.Length > 60 ? value[..60] + "…" : value)}' cannot name a funnel; expected a lower-case letter, then letters and digits, at most {MaxLength}.", nameof(value));
    }

    /// <summary>The funnel whose stage is the customer's stage: the one that <see cref="Facts.Stage"/> asks and whose roles the score knows.</summary>
    public static FunnelId Default { get; } = new("default");

    /// <summary>The name; null only for <c>default</c> of the type.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static FunnelId IParsable<FunnelId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<FunnelId>.TryParse(string? s, IFormatProvider? provider, out FunnelId result) => Text.TryRead(s, static text => new FunnelId(text), out result);
}
