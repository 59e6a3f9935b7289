namespace OmniChannel;

/// <summary>A fact that moves by itself, and the numbers that live segments compare it with: null where any step counts.</summary>
internal sealed record TimedFact(FactId Fact, IReadOnlyList<long>? Constants)
{
    /// <summary>Beyond this nobody waits.</summary>
    private const long MostHours = 24L * 366 * 50;

    /// <summary>Whether a fact changes although nothing happens.</summary>
    public static bool Moves(FactId fact) => fact is FactId.CustomerHoursSinceTouch or FactId.CustomerHoursSincePurchase or FactId.CartHoursSinceLeft
        or FactId.SessionMinutes or FactId.SessionViews or FactId.SessionMinutesSinceSeen or FactId.OnSite or FactId.InApp or FactId.InStore or FactId.SentLastDay or FactId.SentLastWeek;

    /// <summary>Those that some conditions ask.</summary>
    public static IReadOnlyList<TimedFact> In(IEnumerable<Condition> conditions)
    {
        var asked = new SortedDictionary<FactId, List<long>?>();
        foreach (var leaf in ConditionLeaves.Of(conditions))
        {
            switch (leaf)
            {
                case CompareCondition compare:
                    Add(compare.Fact, [compare.Constant.Number]);
                    break;
                case OneOfCondition oneOf:
                    Add(oneOf.Fact, oneOf.Constants.Select(constant => constant.Number));
                    break;
                case KnownCondition known:
                    Add(known.Fact, []);
                    break;
                case CelCondition cel:
                    foreach (var fact in cel.Reads)
                    {
                        Add(fact, null);
                    }

                    break;
                default:
                    break;
            }
        }

        return [.. asked.Select(one => new TimedFact(one.Key, one.Value?.Distinct().Order().ToArray()))];

        void Add(Fact fact, IEnumerable<long>? constants)
        {
            if (Moves(fact.Id))
            {
                asked[fact.Id] = constants is null || (asked.TryGetValue(fact.Id, out var before) && before is null) ? null : [.. asked.GetValueOrDefault(fact.Id) ?? [], .. constants];
            }
        }
    }

    /// <summary>The first instant after one at which a comparison with it may turn out otherwise, if nothing happens; null for never.</summary>
    public DateTimeOffset? NextMove(CustomerState state, DateTimeOffset now)
    {
        var facts = CustomerFacts.Of(state);
        var over = facts.Session?.SeenAt + BrowsingSession.Break;
        return Fact switch
        {
            FactId.CustomerHoursSinceTouch => Step(facts.LastTouchAt, TimeSpan.FromHours(1), now),
            FactId.CustomerHoursSincePurchase => Step(facts.PurchasedAt, TimeSpan.FromHours(1), now),
            FactId.CartHoursSinceLeft => Step(facts.CartLeftAt, TimeSpan.FromHours(1), now),
            FactId.SessionMinutes => First(now, [over, over > now ? Step(facts.Session?.StartedAt, TimeSpan.FromMinutes(1), now) : null]),
            FactId.SessionMinutesSinceSeen => First(now, [over, over > now ? Step(facts.Session?.SeenAt, TimeSpan.FromMinutes(1), now) : null]),
            FactId.SessionViews => First(now, [over]),
            FactId.OnSite => First(now, [state.SiteSeenAt, state.SiteSeenAt + SnapshotBuilder.OnSiteFor]),
            FactId.InApp => First(now, [state.AppSeenAt, state.AppSeenAt + SnapshotBuilder.InAppFor]),
            FactId.InStore => First(now, [state.StoreSeenAt, state.StoreSeenAt + SnapshotBuilder.InStoreFor]),
            FactId.SentLastDay => First(now, [.. state.Contacts.SelectMany(contact => new DateTimeOffset?[] { contact.At, contact.At.AddDays(1) })]),
            FactId.SentLastWeek => First(now, [.. state.Contacts.SelectMany(contact => new DateTimeOffset?[] { contact.At, contact.At.AddDays(7) })]),
            _ => null,
        };
    }

    /// <summary>The earliest that is still to come.</summary>
    public static DateTimeOffset? First(DateTimeOffset now, ReadOnlySpan<DateTimeOffset?> instants)
    {
        DateTimeOffset? first = null;
        foreach (var instant in instants)
        {
            first = instant > now && !(first <= instant) ? instant : first;
        }

        return first;
    }

    /// <summary>When the count of whole units since an instant next reaches, or leaves, a number that it is compared with.</summary>
    private DateTimeOffset? Step(DateTimeOffset? since, TimeSpan unit, DateTimeOffset now)
    {
        if (since is not { } at)
        {
            return null;
        }

        var passed = Math.Max(0, (now - at).Ticks / unit.Ticks);
        if (Constants is null)
        {
            return at + (unit * (passed + 1));
        }

        foreach (var constant in Constants)
        {
            if (constant + 1 > passed && constant < MostHours)
            {
                return at + (unit * (constant > passed ? constant : constant + 1));
            }
        }

        return null;
    }
}
