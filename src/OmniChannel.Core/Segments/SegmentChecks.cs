namespace OmniChannel;

/// <summary>What is wrong with the definitions of segments, each by the segment it concerns. Pure.</summary>
internal static class SegmentChecks
{
    public const int MaxSegments = 1000;

    private const int MaxName = 200;
    private const int MaxDescription = 1000;

    /// <summary>What a segment may ask: what is said of the customer, whatever the message, the channel and the minute.</summary>
    public static bool MayAsk(Fact fact) => !fact.Domain.PerChannel && fact.Id is not (FactId.MessagePurpose or FactId.MessageUrgency or FactId.MessageTopic or FactId.MessageCampaign or FactId.MessageValue
        or FactId.AgentsFree or FactId.Channel or FactId.LocalMinute or FactId.Weekday)
        && !Facts.Touchpoint.Has(fact);

    public static IEnumerable<SegmentProblem> Problems(IReadOnlyList<Segment> segments)
    {
        if (segments.Count > MaxSegments)
        {
            yield return new(MaxSegments, JsonCodes.TooMuch, $"There are {segments.Count} segments; at most {MaxSegments} are allowed.");
            yield break;
        }

        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            foreach (var problem in OfOne(segment))
            {
                yield return problem with { Segment = i };
            }

            if (segment.Id != default && !known.TryAdd(segment.Id.Name, i))
            {
                yield return new(i, JsonCodes.Twice, $"The segment {segment.Id} is defined a second time.", "Keep one of them.");
            }
        }

        for (var i = 0; i < segments.Count; i++)
        {
            foreach (var fact in Asked(segments[i].When).Where(fact => fact.Id == FactId.Segment && !known.ContainsKey(NameOf(fact))))
            {
                yield return fact.Name.StartsWith(Facts.FrozenPrefix, StringComparison.Ordinal)
                    ? new(i, JsonCodes.BadValue, $"The segment {segments[i].Id} asks {fact}; a segment asks other segments, and only an audience asks a frozen one.")
                    : new(i, JsonCodes.UnknownFact, $"The segment {segments[i].Id} asks {fact}, which is not defined.", NearestName.To(NameOf(fact), known.Keys) is { } near ? $"Did you mean \"{Facts.SegmentPrefix}{near}\"?" : null);
            }
        }

        foreach (var cycle in SegmentOrder.Cycles(segments))
        {
            yield return new(cycle[0], JsonCodes.Cycle, $"Segments ask each other in a circle: {string.Join(" → ", cycle.Append(cycle[0]).Select(i => segments[i].Id))}.", "Let one of them say what it means by facts.");
        }
    }

    /// <summary>What is wrong with the condition of an audience; null for nothing.</summary>
    public static string? Problem(Condition? when, string what)
    {
        if (when is null)
        {
            return $"{what} has no condition; use Condition.Always for everybody.";
        }

        if (ConditionBounds.Problem(when) is { } tooLarge)
        {
            return $"{what}: {tooLarge}";
        }

        return Asked(when).FirstOrDefault(fact => !MayAsk(fact)) is { } fact
            ? $"{what} asks {fact}, which {(fact.Domain.PerChannel ? "each channel has its own of" : fact.Id is FactId.LocalMinute or FactId.Weekday ? "changes by the minute" : "is nothing of the customer's")}."
            : null;
    }

    /// <summary>The facts that a condition asks, in the order of their names.</summary>
    public static IReadOnlyList<Fact> Asked(Condition? when)
    {
        var asked = new HashSet<Fact>();
        if (when is not null)
        {
            ConditionFacts.Collect(when, asked);
        }

        return [.. asked.OrderBy(fact => fact.Name, StringComparer.Ordinal)];
    }

    /// <summary>The name of the segment that a fact asks; that of a frozen one with its prefix.</summary>
    public static string NameOf(Fact fact) => fact.Name.StartsWith(Facts.SegmentPrefix, StringComparison.Ordinal) ? fact.Name[Facts.SegmentPrefix.Length..] : fact.Name;

    private static IEnumerable<SegmentProblem> OfOne(Segment segment)
    {
        if (segment.Id == default)
        {
            yield return new(0, JsonCodes.Missing, "A segment names nothing; give it new SegmentId(\"…\").");
        }

        if (string.IsNullOrWhiteSpace(segment.Name) || segment.Name.Length > MaxName || Text.HasLoneSurrogate(segment.Name))
        {
            yield return new(0, JsonCodes.OutOfRange, $"The segment {segment.Id} has a name of {segment.Name?.Length ?? 0} characters; expected 1 to {MaxName}, each of them whole.");
        }

        if (segment.Description is { } description && (description.Length > MaxDescription || Text.HasLoneSurrogate(description)))
        {
            yield return new(0, JsonCodes.OutOfRange, $"The segment {segment.Id} is described in {description.Length} characters; at most {MaxDescription} are allowed, each of them whole.");
        }

        if (Problem(segment.When, $"The segment {segment.Id}") is { } problem)
        {
            yield return new(0, JsonCodes.BadValue, problem);
        }
    }
}

/// <summary>What is wrong with one of some segments, by its place among them.</summary>
internal sealed record SegmentProblem(int Segment, string Code, string Message, string? Fix = null)
{
    public override string ToString() => Fix is null ? Message : $"{Message} {Fix}";
}
