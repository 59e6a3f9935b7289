namespace OmniChannel;

/// <summary>From how many customers a size is estimated, and from which.</summary>
public sealed record SegmentSample
{
    /// <summary>How many customers are looked at.</summary>
    /// <value>2,000, from 100 to 100,000: then a share of a half is known to about two parts in a hundred, at 95 %.</value>
    public int Size { get; init; } = 2_000;

    /// <summary>Another seed looks at other customers; the same one always at the same, as long as they are there.</summary>
    /// <value>1.</value>
    public int Seed { get; init; } = 1;
}

/// <summary>Where a customer stands in a segment.</summary>
public sealed record SegmentMembership
{
    /// <summary>The segment.</summary>
    public required SegmentId Segment { get; init; }

    /// <summary>Since when the timeline knows it, in UTC; null for a segment that is not live, and when the entry was not written yet.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>What a sweep over all customers found.</summary>
public sealed record SegmentRefresh
{
    /// <summary>How many customers were looked at.</summary>
    public required long Looked { get; init; }

    /// <summary>How many entries say that somebody entered a segment.</summary>
    public required long Entered { get; init; }

    /// <summary>How many entries say that somebody left one.</summary>
    public required long Left { get; init; }
}
