namespace OmniChannel;

/// <summary>A visit to the website or the app without a break of half an hour. Visits are joined whichever was recorded first, so that the order of touchpoints does not matter.</summary>
internal sealed record BrowsingSession
{
    /// <summary>A break as long as this ends it.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromMinutes(30);

    /// <summary>How many are kept, the newest: a touchpoint that comes late can still join two of them.</summary>
    private const int Kept = 8;

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>How often the customer was seen in it: page views, screens.</summary>
    public required int Views { get; init; }

    public static bool IsSeenAt(Touchpoint touchpoint) => touchpoint.Type == TouchpointType.SiteVisited || touchpoint.Type == TouchpointType.AppOpened;

    /// <summary>The sessions, newest last, with one more view at an instant.</summary>
    public static IReadOnlyList<BrowsingSession> With(IReadOnlyList<BrowsingSession> sessions, DateTimeOffset at)
    {
        var one = new BrowsingSession { StartedAt = at, SeenAt = at, Views = 1 };
        var kept = new BrowsingSession[sessions.Count + 1];
        var count = 0;
        foreach (var other in sessions)
        {
            if (other.StartedAt - at >= Break || at - other.SeenAt >= Break)
            {
                kept[count++] = other;
            }
            else
            {
                one = new BrowsingSession
                {
                    StartedAt = other.StartedAt < one.StartedAt ? other.StartedAt : one.StartedAt,
                    SeenAt = other.SeenAt > one.SeenAt ? other.SeenAt : one.SeenAt,
                    Views = other.Views + one.Views,
                };
            }
        }

        var place = count++;
        for (; place > 0 && kept[place - 1].SeenAt > one.SeenAt; place--)
        {
            kept[place] = kept[place - 1];
        }

        kept[place] = one;
        return kept[Math.Max(0, count - Kept)..count];
    }

    /// <summary>The sessions of several lists as one list, newest last: those without a break between them are one.</summary>
    public static IReadOnlyList<BrowsingSession> Join(IEnumerable<BrowsingSession> sessions)
    {
        var joined = new List<BrowsingSession>();
        foreach (var session in sessions.OrderBy(one => one.StartedAt).ThenBy(one => one.SeenAt).ThenBy(one => one.Views))
        {
            if (joined is [.., var last] && session.StartedAt - last.SeenAt < Break)
            {
                joined[^1] = last with { SeenAt = session.SeenAt > last.SeenAt ? session.SeenAt : last.SeenAt, Views = last.Views + session.Views };
            }
            else
            {
                joined.Add(session);
            }
        }

        return [.. joined.TakeLast(Kept)];
    }

    /// <summary>The newest session, unless the customer has left since; null when there is none. It has ended once <see cref="Break"/> has passed.</summary>
    public static BrowsingSession? Open(CustomerState state) =>
        state.Sessions is [.., var newest] && (IsThere(newest, state.SiteSeenAt, state.SiteLeftAt) || IsThere(newest, state.AppSeenAt, state.AppLeftAt)) ? newest : null;

    private static bool IsThere(BrowsingSession session, DateTimeOffset? seen, DateTimeOffset? left) => seen >= session.StartedAt && !(left >= seen);
}
