namespace OmniChannel;

/// <summary>How much a sign is still worth after so many days: 2^(−days ÷ half-life), in 1/65536, by whole numbers alone.</summary>
internal sealed class EvidenceDecay
{
    /// <summary>What a sign of today is worth.</summary>
    public const int One = 1 << 16;

    /// <summary>After so many half-lives nothing is left.</summary>
    private const int Ends = 17;

    private static readonly EvidenceDecay Month = new(30);
    private static readonly EvidenceDecay Year = new(365);

    /// <summary>By age in days, until nothing is left: a look instead of two divisions.</summary>
    private readonly int[] _byAge;

    private EvidenceDecay(int halfLifeDays)
    {
        _byAge = new int[halfLifeDays * Ends];
        var roots = Roots();
        for (var day = 0; day < halfLifeDays; day++)
        {
            // the fraction of a half-life in 1/2^32, each of its bits a root of one half
            var fraction = ((ulong)day << 32) / (ulong)halfLifeDays;
            var worth = (UInt128)1 << 62;
            for (var bit = 0; bit < roots.Length; bit++)
            {
                worth = (fraction >> (31 - bit) & 1) != 0 ? (worth * roots[bit]) >> 62 : worth;
            }

            _byAge[day] = (int)((worth + ((UInt128)1 << 45)) >> 46);
        }

        for (var age = halfLifeDays; age < _byAge.Length; age++)
        {
            _byAge[age] = _byAge[age % halfLifeDays] >> (age / halfLifeDays);
        }
    }

    /// <summary>That of a half-life; those of the default settings are made once.</summary>
    public static EvidenceDecay Of(int halfLifeDays) => halfLifeDays switch { 30 => Month, 365 => Year, _ => new(halfLifeDays) };

    /// <summary>What a sign is worth on a day; one of the future as much as one of today.</summary>
    public int At(int day, int today)
    {
        var age = today - day;
        return age <= 0 ? One : (uint)age < (uint)_byAge.Length ? _byAge[age] : 0;
    }

    /// <summary>The worth of all that was counted: each day's count, at most so many, by its age.</summary>
    public long Sum(int[] days, int today, int most)
    {
        var (sum, byAge) = (0L, _byAge);
        for (var i = 0; i + 1 < days.Length; i += 2)
        {
            var age = today - days[i];
            sum += (long)Math.Min(days[i + 1], most) * ((uint)age < (uint)byAge.Length ? byAge[age] : age < 0 ? One : 0);
        }

        return sum;
    }

    /// <summary>The square root of one half, the square root of that, and so on, in 1/2^62.</summary>
    private static UInt128[] Roots()
    {
        var roots = new UInt128[32];
        var of = (UInt128)1 << 61;
        for (var i = 0; i < roots.Length; i++)
        {
            of = roots[i] = Root(of << 62);
        }

        return roots;
    }

    private static UInt128 Root(UInt128 of)
    {
        UInt128 root = 0;
        for (var bit = (UInt128)1 << 62; bit != 0; bit >>= 1)
        {
            var tried = root | bit;
            root = tried * tried <= of ? tried : root;
        }

        return root;
    }
}
