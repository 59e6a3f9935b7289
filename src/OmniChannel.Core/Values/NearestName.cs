namespace OmniChannel;

/// <summary>Finds what somebody probably meant to write.</summary>
internal static class NearestName
{
    private const int Longest = 128;

    /// <summary>The known name with the fewest edits from the written one, when they are few enough to be a slip; the first in ordinal order among equals.</summary>
    internal static string? To(string written, IEnumerable<string> known)
    {
        if (written.Length > Longest)
        {
            return null;
        }

        var best = default(string);
        var bestDistance = Math.Max(2, written.Length / 3) + 1;
        foreach (var candidate in known)
        {
            if (candidate.Length > Longest || Math.Abs(candidate.Length - written.Length) > bestDistance)
            {
                continue;
            }

            var distance = Distance(written, candidate);
            if (distance < bestDistance || (distance == bestDistance && best is not null && string.CompareOrdinal(candidate, best) < 0))
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>Levenshtein's distance, letters compared without case.</summary>
    private static int Distance(string from, string to) => Distance(from, to, char.ToUpperInvariant);

    /// <summary>Levenshtein's distance. The second text is short enough for the stack.</summary>
    /// <param name="from">A text.</param>
    /// <param name="to">Another, of at most 128 characters.</param>
    /// <param name="fold">What two letters have to agree in.</param>
    internal static int Distance(ReadOnlySpan<char> from, ReadOnlySpan<char> to, Func<char, char> fold)
    {
        Span<int> row = stackalloc int[to.Length + 1];
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                var same = fold(from[i - 1]) == fold(to[j - 1]);
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
