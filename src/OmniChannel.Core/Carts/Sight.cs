namespace OmniChannel;

/// <summary>What the issuer of an operation had seen: everything up to a version, and what it did itself before.</summary>
internal readonly struct Sight(long basedOn, int actor, long version, long[]? also)
{
    public bool Sees(long other, int by) =>
        other <= basedOn || (by == actor && other < version && also is null) || (also is not null && Array.BinarySearch(also, other) >= 0);
}
