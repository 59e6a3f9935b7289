namespace OmniChannel.Tests;

/// <summary>Looks at every stretch of time between two uses.</summary>
internal static class RateWindows
{
    public static string? Broken(IReadOnlyList<DateTimeOffset> used, double rate, int burst)
    {
        for (var i = 0; i < used.Count; i++)
        {
            for (var j = i; j < used.Count; j++)
            {
                var most = burst + (rate * (used[j] - used[i]).TotalSeconds) + 1e-3;
                if (j - i + 1 > most)
                {
                    return $"{j - i + 1} within {(used[j] - used[i]).TotalSeconds} s, at most {most}";
                }
            }
        }

        return null;
    }
}
