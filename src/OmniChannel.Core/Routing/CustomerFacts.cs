using System.Runtime.CompilerServices;

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

    /// <summary>Where the customer came from first.</summary>
    public AcquisitionSource? Acquisition { get; init; }

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
            Acquisition = state.Behaviour?.First?.Source,
            HasBought = state.Purchases > 0 || state.Profile.Spent is { Minor: > 0 },
            LastTouchAt = state.LastTouchAt,
            PurchasedAt = state.PurchasedAt,
            CartTotal = hasOpenCart ? state.CartTotal : null,
            CartLeftAt = hasOpenCart ? state.CartLeftAt : null,
            Session = BrowsingSession.Open(state),
        };
    }

    /// <summary>Answers the facts that speak of the customer alone; others are absent.</summary>
    public FactValue Read(Fact fact, DateTimeOffset now) => fact.Kind switch
    {
        FactKind.Text => FactValue.Of(Text(fact.Id)),
        FactKind.Money => FactValue.Of(Amount(fact.Id)),
        _ => FactValue.Of(fact.Kind, Number(fact.Id, now.UtcTicks)),
    };

    /// <summary>A text; null for a missing one, and for a fact that is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string? Text(FactId fact) => fact switch
    {
        FactId.CustomerCountry => Country,
        FactId.CustomerLanguage => Language,
        FactId.CustomerPurchaseChannel => PurchaseChannel?.Name,
        FactId.CustomerBrowseChannel => BrowseChannel?.Name,
        FactId.CustomerAcquiredBy => AcquiredBy?.Name,
        FactId.AcquisitionNetwork => Acquisition?.Network,
        FactId.AcquisitionSource => Acquisition?.Source,
        FactId.AcquisitionMedium => Acquisition?.Medium,
        FactId.AcquisitionCampaign => Acquisition?.Campaign,
        FactId.AcquisitionReferrer => Acquisition?.Referrer,
        _ => null,
    };

    /// <summary>An amount; null for a missing one, and for a fact that is none.</summary>
    public Money? Amount(FactId fact) => fact switch
    {
        FactId.CustomerSpent => Spent,
        FactId.CartTotal => CartTotal,
        _ => null,
    };

    /// <summary>The same in minor units; null too for another currency than the one that counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long? Amount(FactId fact, string? currency) => fact switch
    {
        FactId.CustomerSpent => Minor(Spent, currency),
        FactId.CartTotal => Minor(CartTotal, currency),
        _ => null,
    };

    /// <summary>An amount in minor units; null for none, and for one of another currency than the one that counts.</summary>
    public static long? Minor(Money? amount, string? currency) => amount is { } money && (currency is null || money.Currency.Code == currency) ? money.Minor : null;

    /// <summary>A number, 1 or 0 for a flag; null for a missing one, and for a fact that is none.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="now">In ticks of UTC.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long? Number(FactId fact, long now) => fact switch
    {
        FactId.CustomerAge => Age,
        FactId.CustomerIsNew => IsNew is { } isNew ? isNew ? 1 : 0 : null,
        FactId.CustomerHasBought => HasBought ? 1 : 0,
        FactId.CustomerHoursSinceTouch => Hours(LastTouchAt, now),
        FactId.CustomerHoursSincePurchase => Hours(PurchasedAt, now),
        FactId.CartHoursSinceLeft => Hours(CartLeftAt, now),
        FactId.SessionMinutes => InSession(now) is { } session ? Minutes(session.StartedAt, now) : null,
        FactId.SessionViews => InSession(now)?.Views,
        FactId.SessionMinutesSinceSeen => InSession(now) is { } session ? Minutes(session.SeenAt, now) : null,
        _ => null,
    };

    private BrowsingSession? InSession(long now) => Session is { } open && open.SeenAt.UtcTicks <= now && now < (open.SeenAt + BrowsingSession.Break).UtcTicks ? open : null;

    private static long Minutes(DateTimeOffset since, long now) => (now - since.UtcTicks) / TimeSpan.TicksPerMinute;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long? Hours(DateTimeOffset? at, long now) => at is { } since ? Math.Max(0, (now - since.UtcTicks) / TimeSpan.TicksPerHour) : null;
}
