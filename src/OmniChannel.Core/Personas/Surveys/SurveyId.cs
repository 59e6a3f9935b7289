using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names a survey. At most 200 characters, compared by ordinal; <c>default</c> names nothing and is refused wherever it is passed.</summary>
[JsonConverter(typeof(TextJsonConverter<SurveyId>))]
public readonly record struct SurveyId : IParsable<SurveyId>
{
    /// <summary>Wraps the host's own identifier.</summary>
    /// <param name="value">Not empty, no control characters, no white space at its ends.</param>
    /// <exception cref="ArgumentException">The text breaks one of these rules.</exception>
    public SurveyId(string value) => Value = Text.Identifier(value);

    /// <summary>The identifier as given; null only for <c>default</c>.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    static SurveyId IParsable<SurveyId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<SurveyId>.TryParse(string? s, IFormatProvider? provider, out SurveyId result) => Text.TryRead(s, static text => new SurveyId(text), out result);
}
