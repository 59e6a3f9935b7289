using System.Globalization;

namespace OmniChannel.Verification;

/// <summary>How old a signed call may be. What is younger can still be repeated; that it counts once is the timeline's doing.</summary>
internal sealed class Freshness(TimeProvider time, TimeSpan tolerance)
{
    /// <summary>Whether an instant lies within the tolerance, in both directions.</summary>
    public bool Accepts(DateTimeOffset at) => (time.GetUtcNow() - at).Duration() <= tolerance;

    /// <summary>Whether a text of whole seconds since 1970 does; false for anything else.</summary>
    public bool AcceptsSeconds(string? seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 253_402_300_799 && Accepts(DateTimeOffset.FromUnixTimeSeconds(number));
}
