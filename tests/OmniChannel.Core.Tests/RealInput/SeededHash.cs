namespace OmniChannel.Tests.RealInput;

/// <summary>Chance that is the same on every run and machine: FNV-1a of the question, mixed with the customer's number and the seed by SplitMix64.</summary>
internal static class SeededHash
{
    private const ulong Seed = 20260305;

    /// <summary>A number from 0 to below <paramref name="outOf"/>.</summary>
    public static int Of(int number, string question, int outOf)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in question)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        hash += ((ulong)number * 0x9E3779B97F4A7C15UL) ^ Seed;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return (int)((hash ^ (hash >> 31)) % (ulong)outOf);
    }
}
