namespace OmniChannel;

/// <summary>What the customer did on a channel lately.</summary>
internal static class UsagePoints
{
    /// <summary>Days since the last use and what they are worth, best first.</summary>
    public static readonly (int WithinDays, int Points)[] Steps = [(1, 100), (7, 70), (30, 40), (90, 15)];

    public static (int Points, Reason? Reason) Of(ChannelHistory history, DateTimeOffset now)
    {
        if (history.LastEngagedAt is not { } at)
        {
            var ignoring = Ignoring(history.Deliveries);
            return (ignoring, ignoring == 0 ? null : Reason.Of("score.usage.ignored", new ReasonArgument("deliveries", history.Deliveries)));
        }

        var since = now - at;
        foreach (var (within, points) in Steps)
        {
            if (since <= TimeSpan.FromDays(within))
            {
                return (points, within == 1 ? Reason.Of("score.usage.today") : Reason.Of("score.usage.days", new ReasonArgument("days", within)));
            }
        }

        return (0, null);
    }

    /// <summary>For messages of which none was ever answered.</summary>
    public static int Ignoring(int deliveries) => deliveries switch { < 3 => 0, < 6 => -30, _ => -60 };

    /// <summary>For the last use, so many ticks ago.</summary>
    public static int Since(long ticks)
    {
        foreach (var (within, points) in Steps)
        {
            if (ticks <= within * TimeSpan.TicksPerDay)
            {
                return points;
            }
        }

        return 0;
    }
}
