using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names the list of a segment's customers at one instant, so that audiences can ask for it as <c>frozen.spring2026</c>. <c>default</c> names nothing and is refused wherever it is passed.</summary>
[JsonConverter(typeof(TextJsonConverter<FrozenSegmentId>))]
public readonly record struct FrozenSegmentId : IParsable<FrozenSegmentId>
{
    /// <summary>Names a frozen segment.</summary>
    /// <param name="name">A lower-case ASCII letter, then ASCII letters and digits, at most 63 in all: "spring2026".</param>
    /// <exception cref="ArgumentException">The name breaks this rule, or is a word of the expression language (true, false, null, in).</exception>
    public FrozenSegmentId(string name) => Name = new SegmentId(name).Name;

    /// <summary>The name; null only for <c>default</c>.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";

    static FrozenSegmentId IParsable<FrozenSegmentId>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<FrozenSegmentId>.TryParse(string? s, IFormatProvider? provider, out FrozenSegmentId result) => Text.TryRead(s, static text => new FrozenSegmentId(text), out result);
}
