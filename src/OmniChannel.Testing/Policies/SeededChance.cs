namespace OmniChannel.Testing;

/// <summary>Chance that is the same on every run and machine: SplitMix64 (Steele, Lea and Flood, 2014), whose constants and steps are fixed here for good. Not for several threads.</summary>
public sealed class SeededChance
{
    private ulong _state;

    /// <summary>Begins at a seed.</summary>
    public SeededChance(ulong seed) => _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A whole number from 0 to below <paramref name="below"/>: the high 32 bits of <see cref="Next"/>, times <paramref name="below"/>, divided by 2^32.</summary>
    public int Below(int below)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(below);
        return (int)(((Next() >> 32) * (ulong)below) >> 32);
    }

    /// <summary>True so many times in a hundred.</summary>
    public bool Percent(int percent) => Below(100) < percent;

    /// <summary>One of these.</summary>
    public T OneOf<T>(IReadOnlyList<T> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        return all[Below(all.Count)];
    }

    /// <summary>All of these in another order (Fisher and Yates, from the last down).</summary>
    public IReadOnlyList<T> Shuffled<T>(IReadOnlyList<T> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        T[] shuffled = [.. all];
        for (var last = shuffled.Length - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (shuffled[last], shuffled[other]) = (shuffled[other], shuffled[last]);
        }

        return shuffled;
    }
}
