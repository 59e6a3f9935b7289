using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>How far a customer has come with the brand. An open set: a host adds a value by naming it.</summary>
[JsonConverter(typeof(TextJsonConverter<FunnelStage>))]
public readonly partial record struct FunnelStage : IParsable<FunnelStage>
{
    /// <summary>Names a value, in lower-case ASCII letters, digits, '-', '.' and '_'; at most 64 characters.</summary>
    /// <exception cref="ArgumentException">The name breaks one of these rules.</exception>
    public FunnelStage(string name) => Name = Text.Name(name);

    /// <summary>The name, such as "consideration"; null only for <c>default</c>, which is refused wherever it is passed.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    static FunnelStage IParsable<FunnelStage>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<FunnelStage>.TryParse(string? s, IFormatProvider? provider, out FunnelStage result) => Text.TryRead(s, static text => new FunnelStage(text), out result);
}
