namespace OmniChannel.Expressions;

/// <summary>The declared name that is nearest to one that is not declared, if any is near: a typing error is most often one letter.</summary>
internal static class NearName
{
    private const int Longest = 40;

    public static string? Of(string name, IEnumerable<string> declared)
    {
        if (name.Length is < 3 or > Longest)
        {
            return null;
        }

        var best = declared
            .Where(other => other.Length <= Longest && Math.Abs(other.Length - name.Length) <= 2)
            .Select(other => (other, distance: Distance(name, other)))
            .OrderBy(one => one.distance).ThenBy(one => one.other, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.other is not null && best.distance <= Math.Max(1, name.Length / 4) ? best.other : null;
    }

    /// <summary>Letters to add, remove or change.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
