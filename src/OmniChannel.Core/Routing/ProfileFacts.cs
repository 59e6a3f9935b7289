namespace OmniChannel;

/// <summary>Answers the facts that speak of the customer alone: what a persona's condition may ask.</summary>
internal readonly struct ProfileFacts(CustomerState state, DateTimeOffset now) : IFactSource
{
    private readonly CustomerFacts _facts = CustomerFacts.Of(state);

    public FactValue Read(FactId fact) => fact == FactId.Stage
        ? FactValue.Of((state.Profile.Stage ?? state.Stage ?? FunnelStage.Awareness).Name)
        : _facts.Read(fact, now);
}
