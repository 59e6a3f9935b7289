using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Why an address is not used any more. An open set: a host adds a value by naming it.</summary>
[JsonConverter(typeof(TextJsonConverter<SuppressionCause>))]
public readonly partial record struct SuppressionCause : IParsable<SuppressionCause>
{
    /// <summary>Names a value, in lower-case ASCII letters, digits, '-', '.' and '_'; at most 64 characters.</summary>
    /// <exception cref="ArgumentException">The name breaks one of these rules.</exception>
    public SuppressionCause(string name) => Name = Text.Name(name);

    /// <summary>The name, such as "hard-bounce"; null only for <c>default</c>, which is refused wherever it is passed.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    static SuppressionCause IParsable<SuppressionCause>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<SuppressionCause>.TryParse(string? s, IFormatProvider? provider, out SuppressionCause result) => Text.TryRead(s, static text => new SuppressionCause(text), out result);
}
