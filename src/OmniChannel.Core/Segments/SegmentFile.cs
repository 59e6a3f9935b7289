namespace OmniChannel;

/// <summary>Segments as a file, for people who change them without a deployment: JSON, its conditions in the Common Expression Language.</summary>
public static class SegmentFile
{
    /// <summary>The version of the file that this library reads.</summary>
    public const int Version = 1;

    /// <summary>Reads a file of segments: comments and trailing commas are allowed, one segment may ask another as <c>segment.name</c>, wherever it stands in the file.</summary>
    /// <param name="json">UTF-8, at most 1 MB: <c>{ "version": 1, "segments": [{ "id": "lapsed", "name": "Not for half a year", "when": "customer.hoursSincePurchase &gt;= 4368" }] }</c>. Beside these a segment may have "description" and "live".</param>
    /// <param name="schema">The facts that they may ask; null for the built-in ones.</param>
    /// <returns>The segments, or everything that is wrong; bad input never throws.</returns>
    public static SegmentReadResult Read(ReadOnlyMemory<byte> json, FactSchema? schema = null) => SegmentReader.Read(json, schema ?? FactSchema.BuiltIn);

    /// <summary>Reads a condition over facts and segments, for an audience say.</summary>
    /// <param name="text">In the Common Expression Language, at most 20,000 characters.</param>
    /// <param name="segments">The segments that it may ask.</param>
    /// <param name="schema">The facts that it may ask; null for the built-in ones.</param>
    /// <exception cref="FormatException">It cannot be read; the message says what is wrong, and at which character.</exception>
    public static Condition ReadCondition(string text, SegmentSet segments, FactSchema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(segments);
        return SegmentReader.Condition(text, segments, schema ?? FactSchema.BuiltIn);
    }
}
