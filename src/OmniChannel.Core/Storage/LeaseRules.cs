namespace OmniChannel.Storage;

/// <summary>When a lease is worth writing.</summary>
internal static class LeaseRules
{
    /// <summary>Whether seven eighths of the wished lease or more are left, so that it need not be prolonged: what was claimed a moment ago costs no write. Never for a lease that is given back or shortened.</summary>
    /// <param name="left">What is left of it.</param>
    /// <param name="wished">How long it is to hold.</param>
    public static bool Lasts(TimeSpan left, TimeSpan wished) => wished > TimeSpan.Zero && left <= wished && left >= Least(wished);

    /// <summary>How much of it has to be left.</summary>
    public static TimeSpan Least(TimeSpan wished) => wished * 0.875;
}
