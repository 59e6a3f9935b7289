using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>The IANA time zones of each country: all in which a customer of whom only the country is known may live.</summary>
internal static partial class CountryZones
{
    /// <summary>Every zone of every country.</summary>
    internal static IEnumerable<string> Zones => Index.ByCountry.Values.SelectMany(zones => zones).Distinct(StringComparer.Ordinal);

    /// <summary>The zones of an ISO 3166-1 alpha-2 country, in either case; empty for a code that is not one, and for the two countries where nobody lives.</summary>
    internal static IReadOnlyList<string> Of(string country) => Index.ByCountry.GetValueOrDefault(country, []);

    private static class Index
    {
        internal static readonly FrozenDictionary<string, string[]> ByCountry = Table
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' '))
            .ToFrozenDictionary(words => words[0], words => words[1..], StringComparer.OrdinalIgnoreCase);
    }
}
