namespace OmniChannel;

public static partial class Facts
{
    internal const string SegmentPrefix = "segment.";
    internal const string FrozenPrefix = "frozen.";

    /// <summary>Holds when the customer belongs to a segment; never unknown: where the segment's own condition is neither true nor false, the customer does not belong to it. For the conditions of segments and audiences; a policy cannot ask it.</summary>
    /// <exception cref="ArgumentException">The segment names nothing.</exception>
    public static Condition InSegment(SegmentId segment) => segment == default
        ? throw new ArgumentException("A default segment names nothing; use new SegmentId(\"…\").", nameof(segment))
        : OfSegment(segment).ToCondition();

    /// <summary>Holds when the customer is on the list of a frozen segment. For the conditions of audiences.</summary>
    /// <exception cref="ArgumentException">The frozen segment names nothing.</exception>
    public static Condition InFrozen(FrozenSegmentId frozen) => frozen == default
        ? throw new ArgumentException("A default frozen segment names nothing; use new FrozenSegmentId(\"…\").", nameof(frozen))
        : OfFrozen(frozen).ToCondition();

    internal static FlagFact OfSegment(SegmentId segment) => new(FactId.Segment, SegmentPrefix + segment.Name, $"Whether the customer belongs to the segment {segment}.");

    internal static FlagFact OfFrozen(FrozenSegmentId frozen) => new(FactId.Segment, FrozenPrefix + frozen.Name, $"Whether the customer is on the list of the frozen segment {frozen}.");
}
