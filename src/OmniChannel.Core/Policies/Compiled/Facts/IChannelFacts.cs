namespace OmniChannel;

/// <summary>Where a plan reads the facts of one customer from, as each channel sees them.</summary>
internal interface IChannelFacts
{
    /// <param name="fact">The fact.</param>
    /// <param name="channel">The channel's place in the plan.</param>
    FactValue Read(Fact fact, int channel);

    /// <summary>A number, or 1 or 0 for a flag, without what surrounds it; null when it is missing, or outside what is declared.</summary>
    /// <inheritdoc cref="Read"/>
    long? Number(Fact fact, int channel);

    /// <summary>An amount, in minor units; null when it is missing.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="currency">The currency that counts; null for any.</param>
    /// <param name="channel">The channel's place in the plan.</param>
    long? Amount(Fact fact, string? currency, int channel);

    /// <summary>A text; null when it is missing.</summary>
    /// <inheritdoc cref="Read"/>
    string? Text(Fact fact, int channel);
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

    public long? Number(Fact fact, int channel) => Present(fact, channel) is { } value ? value.Number : null;

    public long? Amount(Fact fact, string? currency, int channel) => Present(fact, channel) is { } value && (currency is null || value.Text == currency) ? value.Number : null;

    public string? Text(Fact fact, int channel) => Present(fact, channel)?.Text;

    private FactValue? Present(Fact fact, int channel) =>
        Read(fact, channel) is { State: FactState.Present } value && value.Kind == fact.Kind ? value : null;
}

/// <summary>Narrows facts to one channel.</summary>
internal static class ChannelFacts
{
    public static OneChannelFacts<TFacts> On<TFacts>(this TFacts facts, int channel)
        where TFacts : struct, IChannelFacts => new(facts, channel);
}
