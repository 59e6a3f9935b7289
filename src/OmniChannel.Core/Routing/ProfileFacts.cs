namespace OmniChannel;

/// <summary>Answers the facts that speak of the customer alone: what a persona's condition may ask.</summary>
internal readonly struct ProfileFacts(CustomerState state, CustomerFacts facts, DateTimeOffset now) : IFactSource
{
    public ProfileFacts(CustomerState state, DateTimeOffset now)
        : this(state, CustomerFacts.Of(state), now)
    {
    }

    /// <summary>Whether it can ever be answered here: what a persona's condition may ask. Everything else is always absent.</summary>
    public static bool MayAsk(Fact fact) => fact.Id switch
    {
        FactId.Stage => true,
        FactId.Host => !fact.Domain.PerChannel && !Facts.Touchpoint.Has(fact),
        >= FactId.CustomerCountry and <= FactId.AcquisitionReferrer => true,
        >= FactId.CartTotal and <= FactId.SessionMinutesSinceSeen => true,
        _ => false,
    };

    public FactValue Read(Fact fact) => fact.Judge(Find(fact));

    /// <summary>What the host says of a customer by its own facts, and where it says nothing what the customer answered.</summary>
    public static FactValue Stated(CustomerState state, Fact fact, Channel? of) =>
        state.Profile.Attributes?.Read(fact.Name, of) is { } stated && stated.State != FactState.Absent ? stated : state.Behaviour?.Facts?.Read(fact.Name, of) ?? FactValue.Absent;

    /// <summary>All of that at once.</summary>
    public static FactSet Stated(CustomerState state) => (state.Behaviour?.Facts ?? FactSet.Empty).With(state.Profile.Attributes ?? FactSet.Empty);

    /// <summary>Where the customer stands in the default funnel.</summary>
    public static FunnelStage StageOf(CustomerState state) => state.Profile.Stage ?? state.Stage ?? FunnelStage.Awareness;

    private FactValue Find(Fact fact) => fact.Id switch
    {
        FactId.Stage => FactValue.Of(StageOf(state).Name),
        FactId.Host when !fact.Domain.PerChannel => Stated(state, fact, null),
        _ => facts.Read(fact, now),
    };
}
