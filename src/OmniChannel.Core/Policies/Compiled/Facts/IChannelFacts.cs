namespace OmniChannel;

/// <summary>Where a plan reads the facts of one customer from, as each channel sees them.</summary>
internal interface IChannelFacts
{
    /// <param name="fact">The fact.</param>
    /// <param name="channel">The channel's place in the plan.</param>
    FactValue Read(Fact fact, int channel);
}

/// <summary>What one channel sees.</summary>
internal readonly struct OneChannelFacts<TFacts>(TFacts facts, int channel) : IFactSource
    where TFacts : struct, IChannelFacts
{
    public FactValue Read(Fact fact) => facts.Read(fact, channel);
}

/// <summary>A source for each channel.</summary>
internal readonly struct FactsByChannel<TFacts>(Func<int, TFacts> factsOf) : IChannelFacts
    where TFacts : IFactSource
{
    public FactValue Read(Fact fact, int channel) => factsOf(channel).Read(fact);
}

/// <summary>Narrows facts to one channel.</summary>
internal static class ChannelFacts
{
    public static OneChannelFacts<TFacts> On<TFacts>(this TFacts facts, int channel)
        where TFacts : struct, IChannelFacts => new(facts, channel);
}
