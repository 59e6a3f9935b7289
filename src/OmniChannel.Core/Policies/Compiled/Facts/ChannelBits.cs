namespace OmniChannel;

/// <summary>Which channels a fact of each channel leaves: one bit instead of a number for each.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="TakesOut">The codes with which a channel is taken out.</param>
/// <param name="Field">The flags of the channels that are left.</param>
internal sealed record ChannelBits(FactField Fact, CodeSet TakesOut, PlanField Field)
{
    public uint Left<TFacts>(IReadOnlyList<Channel> channels, TFacts facts)
        where TFacts : struct, IChannelFacts
    {
        var left = 0u;
        for (var c = 0; c < channels.Count; c++)
        {
            left |= TakesOut.Contains(Fact.Encode(facts, c)) ? 0 : 1u << c;
        }

        return left;
    }
}
