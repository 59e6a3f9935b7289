namespace OmniChannel.Tests.Policies.Verification;

/// <summary>A witness, seen from one channel, as the naive walker reads it.</summary>
internal readonly struct WalkedFacts(WitnessFacts witness, Channel? channel, ChannelDefinition? definition) : IFactSource
{
    public FactValue Read(Fact fact) => fact.Id switch
    {
        FactId.Channel => FactValue.Of(channel?.Name),
        FactId.ChannelInstant when definition is not null => FactValue.Of(definition.Capabilities.IsInstant),
        _ => witness.Find(fact, channel) ?? FactValue.Absent,
    };
}
