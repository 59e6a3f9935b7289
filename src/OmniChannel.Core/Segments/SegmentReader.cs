using System.Globalization;

namespace OmniChannel;

/// <summary>Reads a file of segments: first their names, by which they ask each other, then what each says.</summary>
internal static class SegmentReader
{
    private const int MaxText = 20_000;

    public static SegmentReadResult Read(ReadOnlyMemory<byte> text, FactSchema schema)
    {
        var findings = new JsonFindings(text);
        if (JsonMembers.Of(JsonPartReader.Read(text, findings), findings) is not { } whole)
        {
            return new SegmentReadResult(null, findings.All);
        }

        whole.Take("$schema");
        if (whole.Take("version", required: true) is { } version && JsonMembers.Whole(version, 1, int.MaxValue, findings) is { } number && number != SegmentFile.Version)
        {
            findings.Add(JsonCodes.Version, version, string.Create(CultureInfo.InvariantCulture, $"The file is of version {number}; this library reads version {SegmentFile.Version}."), "Take a newer library, or write the file in this version.");
        }

        var parts = whole.List("segments", SegmentChecks.MaxSegments, required: true) ?? [];
        var reader = new PartReader(findings, schema.Beside(Named(parts)));
        var segments = parts.Select(part => SegmentOf(part, reader)).ToList();
        whole.Finish();
        if (findings.HasErrors)
        {
            return new SegmentReadResult(null, findings.All);
        }

        Segment[] all = [.. segments.OfType<Segment>()];
        foreach (var problem in SegmentChecks.Problems(all))
        {
            findings.Add(problem.Code, WhenOf(parts[problem.Segment]), problem.Message, problem.Fix);
        }

        return findings.HasErrors ? new SegmentReadResult(null, findings.All) : new SegmentReadResult(SegmentSet.Of(all), []);
    }

    public static Condition Condition(string text, SegmentSet segments, FactSchema schema)
    {
        if (text.Length > MaxText)
        {
            throw new FormatException($"A condition is written in at most {MaxText} characters; found {text.Length}.");
        }

        var problems = new List<ConditionProblem>();
        var condition = ConditionParser.Parse(text, schema.Beside(segments.All.Select(segment => Facts.OfSegment(segment.Id))), problems);
        return condition ?? throw new FormatException(string.Join(' ', problems.Select(one => string.Create(CultureInfo.InvariantCulture, $"At character {one.Offset + 1}: {one.Message}{(one.Fix is null ? "" : " " + one.Fix)}"))));
    }

    /// <summary>The facts by which the segments of the file ask each other; a name that is none is told of later.</summary>
    private static IEnumerable<Fact> Named(IReadOnlyList<JsonPart> parts) => parts
        .SelectMany(part => part.Members.Where(member => member.Key == "id").Select(member => member.Value.Text))
        .Distinct(StringComparer.Ordinal)
        .Where(name => Text.TryRead(name, static text => new SegmentId(text), out _))
        .Select(name => Facts.OfSegment(new SegmentId(name)));

    private static Segment? SegmentOf(JsonPart part, PartReader reader)
    {
        if (JsonMembers.Of(part, reader.Findings) is not { } segment)
        {
            return null;
        }

        var id = segment.Text("id", 100, required: true) is { } name && reader.Try<object>(segment.Take("id")!, () => new SegmentId(name)) is SegmentId read ? read : (SegmentId?)null;
        var (called, description, live) = (segment.Text("name", 200, required: true), segment.Text("description", 1000), segment.Flag("live"));
        if (!segment.Has("when"))
        {
            segment.Take("when", required: true);
        }

        var when = reader.When(segment);
        segment.Finish();
        return id is { } known && called is not null && when is not null ? new Segment { Id = known, Name = called, Description = description, When = when, IsLive = live ?? true } : null;
    }

    private static JsonPart WhenOf(JsonPart part)
    {
        foreach (var (name, value) in part.Members)
        {
            if (name == "when")
            {
                return value;
            }
        }

        return part;
    }
}
