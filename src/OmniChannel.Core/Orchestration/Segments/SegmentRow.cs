namespace OmniChannel;

/// <summary>What the timeline of a person last said of segments: kept in the partition of the customer who survives. Version 1.</summary>
internal sealed record SegmentRow
{
    /// <summary>The definitions by which it was judged.</summary>
    public required string Definitions { get; init; }

    /// <summary>How many entries were written; each has a number of its own.</summary>
    public required long Moves { get; init; }

    /// <summary>The segments that the person was in, and since when, in ordinal order.</summary>
    public required IReadOnlyList<SegmentSince> In { get; init; }
}

/// <summary>That a person is in a segment since an instant. Version 1.</summary>
internal sealed record SegmentSince
{
    public required SegmentId Segment { get; init; }

    public required DateTimeOffset Since { get; init; }
}

/// <summary>That a person was on a frozen list. Version 1.</summary>
internal sealed record FrozenRow
{
    public required FrozenSegmentId Frozen { get; init; }

    public required DateTimeOffset At { get; init; }
}
