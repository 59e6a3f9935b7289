using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names a segment, so that conditions can ask for it as <c>segment.bigSpenders</c>. <c>default</c> names nothing and is refused wherever it is passed.</summary>
[JsonConverter(typeof(TextJsonConverter<SegmentId>))]
public readonly record struct SegmentId : IParsable<SegmentId>
{
    private const int MaxName = 63;

    /// <summary>Names a segment.</summary>
    /// <param name="name">A lower-case ASCII letter, then ASCII letters and digits, at most 63 in all: "bigSpenders".</param>
    /// <exception cref="ArgumentException">The name breaks this rule, or is a word of the expression language (true, false, null, in).</exception>
    public SegmentId(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name.Length <= MaxName && char.IsAsciiLetterLower(name[0]) && name.All(char.IsAsciiLetterOrDigit) && name is not ("true" or "false" or "null" or "in")
            ? name
            : throw new ArgumentException($"'{(name.Length > MaxName ? name[..MaxName] + "…" : name)}' cannot name a segment; expected a lower-case letter, then letters and digits, at most {MaxName}, such as \"bigSpenders\".", nameof(name));
    }

    /// <summary>The name; null only for <c>default</c>.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    static SegmentId IParsable<SegmentId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<SegmentId>.TryParse(string? s, IFormatProvider? provider, out SegmentId result) => Text.TryRead(s, static text => new SegmentId(text), out result);
}
