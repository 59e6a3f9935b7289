using System.Globalization;

namespace OmniChannel;

/// <summary>Lengths of time in a policy file: a whole number and a unit, "7d", "24h", "90m", "30s".</summary>
internal static class Lengths
{
    private static readonly (char Unit, long Seconds)[] Units = [('d', 86400), ('h', 3600), ('m', 60), ('s', 1)];

    public static string Write(TimeSpan length)
    {
        var seconds = length.Ticks / TimeSpan.TicksPerSecond;
        var (unit, size) = Units.First(one => seconds % one.Seconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / size}{unit}");
    }

    public static TimeSpan? Read(string text)
    {
        foreach (var (unit, seconds) in Units)
        {
            if (text.Length is > 1 and <= 9 && text[^1] == unit && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return TimeSpan.FromSeconds(count * seconds);
            }
        }

        return null;
    }
}
