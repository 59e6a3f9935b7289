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
            return history.Deliveries switch
            {
                < 3 => (0, null),
                < 6 => (-30, Ignored(history)),
                _ => (-60, Ignored(history)),
            };
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

    private static Reason Ignored(ChannelHistory history) => Reason.Of("score.usage.ignored", new ReasonArgument("deliveries", history.Deliveries));
}
