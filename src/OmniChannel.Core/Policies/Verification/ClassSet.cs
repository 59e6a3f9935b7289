using System.Numerics;

namespace OmniChannel;

/// <summary>A set of the classes of one <see cref="FactPartition"/>, as bits. Immutable.</summary>
internal readonly struct ClassSet
{
    private readonly ulong[] words;

    private ClassSet(ulong[] words) => this.words = words;

    public bool IsEmpty => Array.TrueForAll(words, word => word == 0);

    public static ClassSet Of(int count, Func<int, bool> isIn)
    {
        var words = new ulong[(count + 63) / 64];
        for (var i = 0; i < count; i++)
        {
            words[i / 64] |= isIn(i) ? 1UL << (i % 64) : 0;
        }

        return new ClassSet(words);
    }

    public bool Contains(int at) => (words[at / 64] >> (at % 64) & 1) == 1;

    public bool Contains(ClassSet other)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if ((other.words[i] & ~words[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    public bool Meets(ClassSet other)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if ((other.words[i] & words[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    public ClassSet Intersect(ClassSet other)
    {
        var both = new ulong[words.Length];
        for (var i = 0; i < both.Length; i++)
        {
            both[i] = words[i] & other.words[i];
        }

        return new ClassSet(both);
    }

    public ClassSet Except(ClassSet other)
    {
        var rest = new ulong[words.Length];
        for (var i = 0; i < rest.Length; i++)
        {
            rest[i] = words[i] & ~other.words[i];
        }

        return new ClassSet(rest);
    }

    public IEnumerable<int> Members()
    {
        for (var i = 0; i < words.Length; i++)
        {
            for (var left = words[i]; left != 0; left &= left - 1)
            {
                yield return (i * 64) + BitOperations.TrailingZeroCount(left);
            }
        }
    }
}
