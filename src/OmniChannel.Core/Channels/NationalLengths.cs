using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>How many digits follow the calling code, from the shortest to the longest number of any kind, where that is known here. Wide on purpose: a plan that grows makes a number implausible otherwise.</summary>
internal static class NationalLengths
{
    private static readonly FrozenDictionary<int, (int Shortest, int Longest)> Lengths = new Dictionary<int, (int, int)>
    {
        [1] = (10, 10),
        [7] = (10, 10),
        [20] = (7, 10),
        [27] = (9, 10),
        [30] = (10, 10),
        [31] = (7, 11),
        [32] = (8, 10),
        [33] = (9, 13),
        [34] = (9, 13),
        [36] = (8, 9),
        [39] = (6, 13),
        [40] = (9, 9),
        [41] = (9, 12),
        [43] = (4, 13),
        [44] = (7, 10),
        [45] = (8, 12),
        [46] = (7, 13),
        [47] = (5, 12),
        [48] = (9, 12),
        [49] = (4, 13),
        [51] = (8, 11),
        [52] = (10, 11),
        [54] = (10, 11),
        [55] = (8, 12),
        [56] = (8, 11),
        [57] = (8, 11),
        [60] = (7, 10),
        [61] = (5, 12),
        [62] = (7, 13),
        [63] = (7, 13),
        [64] = (8, 10),
        [65] = (8, 11),
        [66] = (8, 13),
        [81] = (8, 13),
        [82] = (7, 12),
        [84] = (7, 11),
        [86] = (7, 13),
        [90] = (10, 13),
        [91] = (8, 13),
        [351] = (9, 9),
        [352] = (4, 12),
        [353] = (7, 11),
        [354] = (7, 9),
        [358] = (5, 12),
        [372] = (7, 12),
        [420] = (9, 12),
        [421] = (7, 9),
    }.ToFrozenDictionary();

    internal static IEnumerable<int> Codes => Lengths.Keys;

    /// <summary>Whether a number of the code can have so many digits behind it; null where that is not known here.</summary>
    internal static bool? Allow(int code, int digits) => Lengths.TryGetValue(code, out var known) ? digits >= known.Shortest && digits <= known.Longest : null;
}
