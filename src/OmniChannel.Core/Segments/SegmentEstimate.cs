using System.Globalization;

namespace OmniChannel;

/// <summary>How many customers a segment or an audience has: counted, or estimated from a sample.</summary>
public sealed record SegmentEstimate
{
    /// <summary>How many, at best knowledge.</summary>
    public required long Size { get; init; }

    /// <summary>The lower end of the 95 % interval; <see cref="Size"/> when it was counted.</summary>
    public required long Low { get; init; }

    /// <summary>The upper end of the 95 % interval; <see cref="Size"/> when it was counted.</summary>
    public required long High { get; init; }

    /// <summary>Of how many customers.</summary>
    public required long Population { get; init; }

    /// <summary>How many of them were looked at.</summary>
    public required long Sampled { get; init; }

    /// <summary>How many of those belong to it.</summary>
    public required long Found { get; init; }

    /// <summary>Whether everybody was looked at.</summary>
    public bool IsExact => Sampled == Population;

    /// <summary>In words, with the size of the sample.</summary>
    public override string ToString() => IsExact
        ? string.Create(CultureInfo.InvariantCulture, $"{Size:N0} of {Population:N0} customers, counted")
        : string.Create(CultureInfo.InvariantCulture, $"about {Size:N0} of {Population:N0} customers ({Low:N0} to {High:N0} at 95 %, from a sample of {Sampled:N0})");

    internal static SegmentEstimate Exact(long size, long population) => new() { Size = size, Low = size, High = size, Population = population, Sampled = population, Found = size };

    /// <summary>By the interval of Wilson (1927): it holds for shares near 0 and 1 too. Nobody found of those looked at is never "none".</summary>
    internal static SegmentEstimate FromSample(long found, long sampled, long population)
    {
        if (sampled >= population)
        {
            return Exact(found, population);
        }

        const double Z = 1.959963984540054;
        var (n, share) = ((double)sampled, sampled == 0 ? 0 : found / (double)sampled);
        var centre = (share + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var reach = Z * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n))) / (1 + (Z * Z / n));
        return new()
        {
            Size = (long)Math.Round(share * population, MidpointRounding.AwayFromZero),
            // what was seen is there, and who was seen not to belong does not
            Low = sampled == 0 ? 0 : Math.Max(found, (long)Math.Floor((centre - reach) * population)),
            High = sampled == 0 ? population : Math.Min(population - (sampled - found), (long)Math.Ceiling((centre + reach) * population)),
            Population = population,
            Sampled = sampled,
            Found = found,
        };
    }
}
