using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names a campaign. At most 200 characters, compared by ordinal; <c>default</c> names nothing and is refused wherever it is passed.</summary>
[JsonConverter(typeof(TextJsonConverter<CampaignId>))]
public readonly record struct CampaignId : IParsable<CampaignId>
{
    /// <summary>Wraps the host's own identifier.</summary>
    /// <param name="value">Not empty, no control characters, no white space at its ends.</param>
    /// <exception cref="ArgumentException">The text breaks one of these rules.</exception>
    public CampaignId(string value) => Value = Text.Identifier(value);

    /// <summary>The identifier as given; null only for <c>default</c>.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static CampaignId IParsable<CampaignId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<CampaignId>.TryParse(string? s, IFormatProvider? provider, out CampaignId result) => Text.TryRead(s, static text => new CampaignId(text), out result);
}
