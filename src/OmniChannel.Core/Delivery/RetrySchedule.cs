namespace OmniChannel.Delivery;

/// <summary>When a failed attempt is repeated: soon at first, then ever more patiently (the schedule of Svix), a little later each by chance so that a thousand failures do not come back as one.</summary>
internal static class RetrySchedule
{
    /// <summary>The share by which chance may lengthen a wait.</summary>
    public const double Spread = 0.2;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(10),
    ];

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>How long to wait after the failure of this number, counted from 1.</summary>
    /// <param name="failures">How many attempts have failed.</param>
    /// <param name="asked">What the provider asked for; it is heard within one second and one day, and chance does not shorten it.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan After(int failures, TimeSpan? asked, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        return asked is { } wish ? Clamp(wish) : Waits[Math.Min(failures, Waits.Length) - 1] * (1 + (Spread * Math.Clamp(chance, 0, 1)));
    }

    /// <summary>A wait that a provider asked for, brought within bounds.</summary>
    public static TimeSpan Clamp(TimeSpan asked) => asked < Shortest ? Shortest : asked > Longest ? Longest : asked;
}
