namespace OmniChannel;

/// <summary>Answers the facts that speak of the customer alone: what a persona's condition may ask.</summary>
internal readonly struct ProfileFacts(CustomerState state, CustomerFacts facts, DateTimeOffset now) : IFactSource
{
    public ProfileFacts(CustomerState state, DateTimeOffset now)
        : this(state, CustomerFacts.Of(state), now)
    {
    }

    public FactValue Read(Fact fact) => fact.Judge(Find(fact));

    private FactValue Find(Fact fact) => fact.Id switch
    {
        FactId.Stage => FactValue.Of((state.Profile.Stage ?? state.Stage ?? FunnelStage.Awareness).Name),
        FactId.Host when !fact.Domain.PerChannel => state.Profile.Attributes?.Read(fact.Name, null) ?? FactValue.Absent,
        _ => facts.Read(fact, now),
    };
}
