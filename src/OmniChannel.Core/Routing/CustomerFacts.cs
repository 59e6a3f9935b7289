namespace OmniChannel;

/// <summary>What rules may ask about the customer.</summary>
internal sealed record CustomerFacts
{
    public string? Country { get; init; }

    public string? Language { get; init; }

    public int? Age { get; init; }

    public bool? IsNew { get; init; }

    public Money? Spent { get; init; }

    public Channel? PurchaseChannel { get; init; }

    public Channel? BrowseChannel { get; init; }

    public Channel? AcquiredBy { get; init; }

    public required bool HasBought { get; init; }

    public DateTimeOffset? LastTouchAt { get; init; }

    public DateTimeOffset? PurchasedAt { get; init; }

    public Money? CartTotal { get; init; }

    public DateTimeOffset? CartLeftAt { get; init; }

    /// <summary>The session that the customer has not left; it has ended when nothing was seen for <see cref="BrowsingSession.Break"/>.</summary>
    public BrowsingSession? Session { get; init; }

    public static CustomerFacts Of(CustomerState state)
    {
        var hasOpenCart = state.CartLeftAt is { } left && !(state.PurchasedAt >= left);
        return new CustomerFacts
        {
            Country = state.Profile.Country,
            Language = state.Profile.Language,
            Age = state.Profile.Age,
            IsNew = state.Profile.IsNew ?? (state.IsKnown ? state.Purchases == 0 : null),
            Spent = state.Profile.Spent,
            PurchaseChannel = state.Profile.PurchaseChannel,
            BrowseChannel = state.BrowseChannel,
            AcquiredBy = state.Profile.AcquiredBy ?? state.FirstChannel,
            HasBought = state.Purchases > 0 || state.Profile.Spent is { Minor: > 0 },
            LastTouchAt = state.LastTouchAt,
            PurchasedAt = state.PurchasedAt,
            CartTotal = hasOpenCart ? state.CartTotal : null,
            CartLeftAt = hasOpenCart ? state.CartLeftAt : null,
            Session = BrowsingSession.Open(state),
        };
    }

    /// <summary>Answers the facts that speak of the customer alone; others are absent.</summary>
    public FactValue Read(FactId fact, DateTimeOffset now) => fact switch
    {
        FactId.CustomerCountry => FactValue.Of(Country),
        FactId.CustomerLanguage => FactValue.Of(Language),
        FactId.CustomerAge => Age is { } age ? FactValue.Of((long)age) : FactValue.Absent,
        FactId.CustomerIsNew => IsNew is { } isNew ? FactValue.Of(isNew) : FactValue.Absent,
        FactId.CustomerSpent => FactValue.Of(Spent),
        FactId.CustomerPurchaseChannel => FactValue.Of(PurchaseChannel?.Name),
        FactId.CustomerBrowseChannel => FactValue.Of(BrowseChannel?.Name),
        FactId.CustomerAcquiredBy => FactValue.Of(AcquiredBy?.Name),
        FactId.CustomerHasBought => FactValue.Of(HasBought),
        FactId.CustomerHoursSinceTouch => Hours(LastTouchAt, now),
        FactId.CustomerHoursSincePurchase => Hours(PurchasedAt, now),
        FactId.CartTotal => FactValue.Of(CartTotal),
        FactId.CartHoursSinceLeft => Hours(CartLeftAt, now),
        FactId.SessionMinutes => InSession(now) is { } session ? Minutes(session.StartedAt, now) : FactValue.Absent,
        FactId.SessionViews => InSession(now) is { } session ? FactValue.Of((long)session.Views) : FactValue.Absent,
        FactId.SessionMinutesSinceSeen => InSession(now) is { } session ? Minutes(session.SeenAt, now) : FactValue.Absent,
        _ => FactValue.Absent,
    };

    private BrowsingSession? InSession(DateTimeOffset now) => Session is { } open && open.SeenAt <= now && now < open.SeenAt + BrowsingSession.Break ? open : null;

    private static FactValue Minutes(DateTimeOffset since, DateTimeOffset now) => FactValue.Of((now - since).Ticks / TimeSpan.TicksPerMinute);

    private static FactValue Hours(DateTimeOffset? at, DateTimeOffset now) =>
        at is { } since ? FactValue.Of(Math.Max(0, (now - since).Ticks / TimeSpan.TicksPerHour)) : FactValue.Absent;
}
