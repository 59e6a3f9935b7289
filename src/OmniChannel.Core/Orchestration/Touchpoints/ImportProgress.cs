namespace OmniChannel;

/// <summary>How far an import is. What it counts is committed.</summary>
public sealed record ImportProgress
{
    /// <summary>How many lines are done, those that were passed over included.</summary>
    public long Lines { get; init; }

    /// <summary>How many octets were read.</summary>
    public long Bytes { get; init; }

    /// <summary>How many touchpoints were new.</summary>
    public long Recorded { get; init; }

    /// <summary>How many were recorded before.</summary>
    public long Duplicates { get; init; }

    /// <summary>How many are of customers who were erased.</summary>
    public long Erased { get; init; }

    /// <summary>How many lines could not be read as touchpoints.</summary>
    public long Failed { get; init; }
}
