namespace OmniChannel;

/// <summary>A visit to the website or the app without a break of half an hour, or the part of one that lies within one half hour of UTC.</summary>
/// <remarks>
/// A state keeps parts: of each of the newest half hours in which the customer was seen the first and the last view, and how many there were. Which half hours those are does not depend on the
/// order in which touchpoints come, because more views only make a half hour newer that was not there: so neither does what is kept, however late one comes. Within a half hour there is no room for
/// a break, so parts are joined to visits when somebody asks. A visit is at most as long as what is kept: eight hours, if there was something to see in each half.
/// </remarks>
internal sealed record BrowsingSession
{
    /// <summary>A break as long as this ends it.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromMinutes(30);

    /// <summary>How many parts are kept, the newest.</summary>
    public const int Kept = 16;

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>How often the customer was seen in it: page views, screens.</summary>
    public required int Views { get; init; }

    public static bool IsSeenAt(Touchpoint touchpoint) => touchpoint.Type == TouchpointType.SiteVisited || touchpoint.Type == TouchpointType.AppOpened;

    /// <summary>The parts, newest last, with one more view at an instant.</summary>
    public static IReadOnlyList<BrowsingSession> With(IReadOnlyList<BrowsingSession> parts, DateTimeOffset at)
    {
        var (place, half) = (parts.Count, HalfHourOf(at));
        while (place > 0 && HalfHourOf(parts[place - 1].StartedAt) > half)
        {
            place--;
        }

        var one = new BrowsingSession { StartedAt = at.ToUniversalTime(), SeenAt = at.ToUniversalTime(), Views = 1 };
        BrowsingSession[] kept;
        if (place > 0 && parts[place - 1] is var there && IsOneHalfHour(there, one))
        {
            kept = [.. parts];
            kept[place - 1] = Joined(there, one);
            return kept;
        }

        var gone = parts.Count < Kept ? 0 : 1;
        if (place < gone)
        {
            return parts; // older than all of them
        }

        kept = new BrowsingSession[parts.Count + 1 - gone];
        for (var i = gone; i < parts.Count; i++)
        {
            kept[i - gone + (i < place ? 0 : 1)] = parts[i];
        }

        kept[place - gone] = one;
        return kept;
    }

    /// <summary>The parts of several lists as one list, newest last, as if one customer had been seen in all.</summary>
    public static IReadOnlyList<BrowsingSession> Join(IEnumerable<BrowsingSession> parts)
    {
        var joined = new List<BrowsingSession>();
        foreach (var part in parts.OrderBy(one => one.StartedAt).ThenBy(one => one.SeenAt).ThenBy(one => one.Views))
        {
            if (joined is [.., var last] && IsOneHalfHour(last, part))
            {
                joined[^1] = Joined(last, part);
            }
            else
            {
                joined.Add(part);
            }
        }

        return [.. joined.TakeLast(Kept)];
    }

    /// <summary>The newest visit, unless the customer has left since; null when there is none. It has ended once <see cref="Break"/> has passed.</summary>
    public static BrowsingSession? Open(CustomerState state)
    {
        if (state.Sessions is not [.., var newest])
        {
            return null;
        }

        for (var i = state.Sessions.Count - 2; i >= 0 && newest.StartedAt - state.Sessions[i].SeenAt < Break; i--)
        {
            newest = Joined(state.Sessions[i], newest);
        }

        return IsThere(newest, state.SiteSeenAt, state.SiteLeftAt) || IsThere(newest, state.AppSeenAt, state.AppLeftAt) ? newest : null;
    }

    private static bool IsThere(BrowsingSession session, DateTimeOffset? seen, DateTimeOffset? left) => seen >= session.StartedAt && !(left >= seen);

    private static long HalfHourOf(DateTimeOffset at) => at.UtcTicks / Break.Ticks;

    /// <summary>Whether two parts, the earlier first, lie in one half hour; an earlier version kept whole visits, which lie in several.</summary>
    private static bool IsOneHalfHour(BrowsingSession earlier, BrowsingSession later) => HalfHourOf(earlier.SeenAt) >= HalfHourOf(later.StartedAt);

    private static BrowsingSession Joined(BrowsingSession left, BrowsingSession right) => new()
    {
        StartedAt = left.StartedAt < right.StartedAt ? left.StartedAt : right.StartedAt,
        SeenAt = left.SeenAt > right.SeenAt ? left.SeenAt : right.SeenAt,
        Views = left.Views + right.Views,
    };
}
