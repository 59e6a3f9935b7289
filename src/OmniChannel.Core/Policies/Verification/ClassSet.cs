using System.Numerics;

namespace OmniChannel;

/// <summary>A set of the classes of one <see cref="FactPartition"/>, as bits: the first 64 in a word of their own, for most facts have no more. Immutable.</summary>
internal readonly struct ClassSet
{
    private readonly ulong low;
    private readonly ulong[]? high;

    private ClassSet(ulong low, ulong[]? high) => (this.low, this.high) = (low, high);

    public bool IsEmpty => low == 0 && (high is null || !high.AsSpan().ContainsAnyExcept(0UL));

    public static ClassSet Of(int count, Func<int, bool> isIn)
    {
        var words = new ulong[(count + 63) / 64];
        for (var i = 0; i < count; i++)
        {
            words[i / 64] |= isIn(i) ? 1UL << (i % 64) : 0;
        }

        return new ClassSet(words[0], words.Length > 1 ? words[1..] : null);
    }

    /// <summary>The classes from one to another, both of them in it.</summary>
    public static ClassSet Between(int count, int first, int last)
    {
        var high = count > 64 ? new ulong[((count + 63) / 64) - 1] : null;
        for (var word = 0; high is not null && word < high.Length; word++)
        {
            high[word] = Bits(first - ((word + 1) * 64), last - ((word + 1) * 64));
        }

        return new ClassSet(Bits(first, last), high);
    }

    public bool Contains(int at) => at < 64 ? (low >> at & 1) == 1 : (high![(at / 64) - 1] >> (at % 64) & 1) == 1;

    public bool Contains(ClassSet other)
    {
        if ((other.low & ~low) != 0)
        {
            return false;
        }

        for (var i = 0; high is not null && i < high.Length; i++)
        {
            if ((other.high![i] & ~high[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    public bool Meets(ClassSet other)
    {
        if ((other.low & low) != 0)
        {
            return true;
        }

        for (var i = 0; high is not null && i < high.Length; i++)
        {
            if ((other.high![i] & high[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    public ClassSet Intersect(ClassSet other) => Joined(other, static (one, two) => one & two);

    public ClassSet Except(ClassSet other) => Joined(other, static (one, two) => one & ~two);

    public ClassSet Union(ClassSet other) => Joined(other, static (one, two) => one | two);

    public IEnumerable<int> Members()
    {
        for (var i = 0; i <= (high?.Length ?? 0); i++)
        {
            for (var left = i == 0 ? low : high![i - 1]; left != 0; left &= left - 1)
            {
                yield return (i * 64) + BitOperations.TrailingZeroCount(left);
            }
        }
    }

    private ClassSet Joined(ClassSet other, Func<ulong, ulong, ulong> join)
    {
        if (high is null)
        {
            return new ClassSet(join(low, other.low), null);
        }

        var joined = new ulong[high.Length];
        for (var i = 0; i < joined.Length; i++)
        {
            joined[i] = join(high[i], other.high![i]);
        }

        return new ClassSet(join(low, other.low), joined);
    }

    private static ulong Bits(int first, int last) =>
        last < 0 || first > 63 || last < first ? 0 : (ulong.MaxValue << Math.Max(0, first)) & (ulong.MaxValue >> (63 - Math.Min(63, last)));
}
